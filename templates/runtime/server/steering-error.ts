type SteeringCode = 'NOT_FOUND' | 'INVALID_INPUT' | 'CONFLICT'

/** A command that cannot be carried out; the code is one of the contract's. */
export class SteeringError extends Error {
  readonly code: SteeringCode

  constructor(code: SteeringCode, message: string) {
    super(message)
    this.name = 'SteeringError'
    this.code = code
  }
}
