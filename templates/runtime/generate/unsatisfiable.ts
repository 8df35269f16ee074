/** No value can satisfy what is asked here. The message says why, in words that can follow "the schema cannot be satisfied: ". */
export class Unsatisfiable extends Error {
  constructor(why: string) {
    // It decides between ways, many times in a body: where it was thrown is never shown and costs as much as a value.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(why)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'Unsatisfiable'
  }
}

/** The smallest value would be larger than a mock serves. */
export class TooLarge extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'TooLarge'
  }
}
