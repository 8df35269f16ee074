/** No value can satisfy what is asked here. The message says why, in words that can follow "the schema cannot be satisfied: ". */
export class Unsatisfiable extends Error {
  constructor(why: string) {
    super(why)
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
