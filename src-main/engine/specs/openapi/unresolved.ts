import { isObject, type JsonObject, member } from '../json-value.ts'
import type { MemberKind } from './openapi-grammar.ts'

/** Why nothing is known about a part of a description. */
export type UnresolvedReason = 'outside' | 'remote' | 'not-a-spec' | 'missing'

const MARK = 'x-mockloop-unresolved'

/** What stands in a bundled document for a part that could not be read: valid there, and it allows everything. */
export function placeholderFor(
  kind: MemberKind,
  reference: string,
  reason: UnresolvedReason,
): JsonObject {
  const mark = { [MARK]: { reference, reason } }
  if (kind !== 'schema' && kind !== 'response' && kind !== 'header') return mark
  return { description: `Could not be read: ${reference}`, ...mark }
}

/** The reason when a value is a placeholder. */
export function unresolvedReason(value: unknown): UnresolvedReason | undefined {
  const mark = isObject(value) ? member(value, MARK) : undefined
  const reason = member(mark, 'reason')
  return reasons.find((known) => known === reason)
}

const reasons: readonly UnresolvedReason[] = ['outside', 'remote', 'not-a-spec', 'missing']
