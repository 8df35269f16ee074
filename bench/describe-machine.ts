import { availableParallelism } from 'node:os'
import { describeManyCores, describePinning } from './pinned.ts'

export interface Machine {
  /** ISO date and time. */
  at: string
  node: string
  cores: number
  pinning: string
  /** How servers of several workers and load are kept apart. */
  workers: string
}

/** What figures depend on besides the code. */
export function describeMachine(): Machine {
  return {
    at: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    pinning: describePinning(),
    workers: describeManyCores(),
  }
}
