import type { TraceStep, Violation } from '#contract/log-entry.ts'
import { type IsSecret, redactJson } from './redact-fields.ts'

const mask = '[redacted]'

/** True when a parameter or a place in the body holds, or is inside of, something secret. */
export interface SecretPlaces {
  field: IsSecret
  header: IsSecret
  query: IsSecret
}

/**
 * Messages about a request quote its values: "must be of type integer, is …". Those of secret places
 * are masked as the values themselves are.
 */
export function redactViolations(
  violations: readonly Violation[],
  places: SecretPlaces,
): Violation[] {
  return violations.map((violation) => {
    const message = isSecretPlace(violation, places)
      ? maskQuoted(violation.message)
      : redactJson(violation.message, places.field)
    return message === violation.message ? violation : { ...violation, message }
  })
}

function isSecretPlace(
  { in: place, name = '', pointer }: Violation,
  places: SecretPlaces,
): boolean {
  if (place === 'cookie' || place === 'security') {
    return true
  }
  if (place === 'header') {
    return places.header(name.toLowerCase())
  }
  if (place === 'body' && pointer !== undefined) {
    return pointer.split('/').some((part) => places.field(part.toLowerCase()))
  }
  return places.query(name.toLowerCase())
}

/** What stands behind "is" is the value; only where it begins can be told for sure. */
function maskQuoted(message: string): string {
  return message.replace(/\b(is|has) [\s\S]*$/, `$1 ${mask}`)
}

/** Replaces, in any text made from them, the messages that had to be masked. */
export function replaceMessages(
  text: string,
  before: readonly Violation[],
  after: readonly Violation[],
): string {
  let replaced = text
  before.forEach(({ message }, index) => {
    const masked = after[index]?.message ?? mask
    if (masked !== message) {
      const bare = message.replace(/\.$/, '')
      replaced = replaced
        .replaceAll(bare, masked)
        .replaceAll(JSON.stringify(bare).slice(1, -1), masked)
    }
  })
  return replaced
}

const ruleClause = /\b(query parameter|header|body) (\S+) is [\s\S]*$/

/** Rules say which value they met instead of the wanted one. */
export function redactRuleStep(step: TraceStep, places: SecretPlaces): TraceStep {
  const found = step.stage === 'rule' ? ruleClause.exec(step.message) : null
  if (found === null) {
    return step
  }
  const [clause, place, name = ''] = found
  const parts = name.toLowerCase().split('/')
  const secret =
    place === 'header'
      ? places.header(name.toLowerCase())
      : place === 'body'
        ? parts.some(places.field)
        : places.query(name.toLowerCase())
  const masked = secret ? `${place} ${name} is ${mask}.` : redactJson(clause, places.field)
  return { ...step, message: step.message.replace(clause, () => masked) }
}
