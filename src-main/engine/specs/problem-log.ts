import type { Place } from '#contract/errors.ts'
import type { HealthReport, Problem, Severity } from '#contract/health-report.ts'

/** A finding before its place is known. */
export interface Finding {
  severity: Severity
  /** Stable kebab-case name of the kind of finding. */
  code: string
  message: string
  /** Pointer within the bundled document. */
  pointer?: string
  /** Used instead of the pointer when the place is already known. */
  place?: Place
  operationId?: string
}

export interface ProblemLog {
  add(finding: Finding): void
  /** The report; `locate` is asked only for the places of the findings that are kept. */
  report(locate: (pointer: string) => Place): HealthReport
}

/** Findings that a report holds; the rest is only counted. */
const MAX_KEPT = 500

/** Collects the findings of one import. The same finding at the same place counts once. */
export function createProblemLog(): ProblemLog {
  const kept: Record<Severity, Finding[]> = { error: [], warning: [], info: [] }
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  const seen = new Set<string>()

  return {
    add(finding) {
      const at = finding.pointer ?? `${finding.place?.file}:${finding.place?.pointer}`
      const identity = `${finding.code} ${at} ${finding.message}`
      if (seen.has(identity)) return
      seen.add(identity)
      counts[finding.severity]++
      if (kept[finding.severity].length < MAX_KEPT) kept[finding.severity].push(finding)
    },
    report(locate) {
      const worstFirst = [...kept.error, ...kept.warning, ...kept.info].slice(0, MAX_KEPT)
      const problems = worstFirst.map((finding): Problem => {
        const { pointer, place, ...rest } = finding
        if (place !== undefined) return { ...rest, place }
        return pointer === undefined ? rest : { ...rest, place: locate(pointer) }
      })
      const all = counts.error + counts.warning + counts.info
      return { problems, omitted: all - problems.length, counts: { ...counts } }
    },
  }
}
