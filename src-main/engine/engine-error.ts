import type { ErrorCode, ErrorData } from '#contract/errors.ts'

/**
 * A failure that is part of the contract. The message reads "what could not be done: why. What to do."
 * and is shown to the user as it is.
 */
export class EngineError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { data?: ErrorData; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'EngineError'
    this.code = code
    this.data = options.data
  }
}
