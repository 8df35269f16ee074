import { availableParallelism } from 'node:os'
import { describePinning } from './pinned.ts'

export interface Machine {
  /** ISO date and time. */
  at: string
  node: string
  cores: number
  pinning: string
}

/** What figures depend on besides the code. */
export function describeMachine(): Machine {
  return {
    at: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    pinning: describePinning(),
  }
}
