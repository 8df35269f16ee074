import type { TraceStep, Violation } from '#contract/log-entry.ts'

/** Longest value of the header, in characters; servers and proxies limit all headers together to 8 to 16 kB. */
const headerLimit = 900

/** Steps for more violations than this only repeat themselves. */
const stepLimit = 20

/** Count and short text of the violations, in visible ASCII, for the header `Mockloop-Violations`. */
export function violationsHeader(violations: readonly Violation[]): string {
  const text = `${violations.length}; ${violations.map(describeViolation).join('; ')}`
  const ascii = text.replaceAll(/[^\x20-\x7e]/g, '?')
  return ascii.length > headerLimit ? `${ascii.slice(0, headerLimit - 3)}...` : ascii
}

/** One violation as text: place and what is wrong with it. */
function describeViolation({ in: where, name, pointer, message }: Violation): string {
  const place = [where, name ?? pointer].filter(Boolean).join(' ')
  return `${place}: ${message}`
}

/** One trace step for each violation. */
export function violationSteps(
  violations: readonly Violation[],
  verdict: 'fail' | 'note',
): TraceStep[] {
  const steps = violations.slice(0, stepLimit).map((violation): TraceStep => {
    const stage = violation.in === 'security' ? 'security' : 'validate'
    return { stage, verdict, message: `${describeViolation(violation).replace(/\.$/, '')}.` }
  })
  if (violations.length > stepLimit) {
    const message = `${violations.length - stepLimit} more violations.`
    steps.push({ stage: 'validate', verdict, message })
  }
  return steps
}
