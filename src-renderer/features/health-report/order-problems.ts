import type { HealthReport, Problem, Severity } from '#contract/health-report.ts'
import { formatPlace } from '../../notices/describe-error.ts'

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Worst first; equal ones stay in the order of the spec. */
export function sortedProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((one, other) => ranks[one.severity] - ranks[other.severity])
}

/** `2 errors, 1 warning`; empty for a report without findings. */
export function countsText(counts: HealthReport['counts']): string {
  const named: [number, string, string][] = [
    [counts.error, 'error', 'errors'],
    [counts.warning, 'warning', 'warnings'],
    [counts.info, 'note', 'notes'],
  ]
  return named
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ')
}

/** The report as plain text, a line per finding. */
export function reportText(report: HealthReport): string {
  return sortedProblems(report.problems)
    .map(({ severity, code, message, place }) => {
      const where = place ? formatPlace(place) : ''
      return `${severity} ${code}: ${message}${where ? ` (${where})` : ''}`
    })
    .join('\n')
}
