import type { Violation } from '#contract/log-entry.ts'

export type FailureStatus = 401 | 403 | 413 | 415 | 400 | 422

/** What is wrong with a request, gathered while it is read. */
export interface Findings {
  violations: Violation[]
  /** One for each of them. */
  statuses: FailureStatus[]
  /** Value of `WWW-Authenticate`, once credentials are missing. */
  challenge: string | null
}

// The first that was found is the answer: who may not come in is not told what else is wrong.
const PRECEDENCE: FailureStatus[] = [401, 403, 413, 415, 400, 422]

export function createFindings(): Findings {
  return { violations: [], statuses: [], challenge: null }
}

export function addFinding(findings: Findings, status: FailureStatus, violation: Violation): void {
  findings.statuses.push(status)
  findings.violations.push(violation)
}

/** The status that says most; null when nothing is wrong. */
export function failureStatusOf({ statuses }: Findings): FailureStatus | null {
  return PRECEDENCE.find((status) => statuses.includes(status)) ?? null
}
