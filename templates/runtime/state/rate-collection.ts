import type { CollectionRole } from '#contract/state.ts'

/** What speaks for and against a collection. */
export interface Evidence {
  roles: ReadonlySet<CollectionRole>
  /** 0 when no id was found. */
  idScore: number
  /** Whether list and item show the same schema; null when there is only one of them. */
  sameSchema: boolean | null
  /** True when list and items have paths of different number. */
  joined: boolean
  /** True when the list stands inside an envelope. */
  wrapped: boolean
  /** Ids of operations that seem to change it, but are meant only with certain queries or headers. */
  leftOut: readonly string[]
  /** True when nothing lists or creates the items. */
  isElsewhere: boolean
}

/** Names that are told in a reason. */
const mostNames = 5

/** How sure the inference is, from 0 to 1, and why. */
export function rateCollection(evidence: Evidence): { confidence: number; reasons: string[] } {
  const { roles, idScore, sameSchema, joined, wrapped, leftOut, isElsewhere } = evidence
  const findings: [weight: number, reason: string][] = []
  if (idScore >= 8) findings.push([0.3, 'The id is named by the path.'])
  else if (idScore >= 6)
    findings.push([0.2, 'The items have a member with a usual name for an id.'])
  else if (idScore > 0) findings.push([0.05, 'The id is guessed from a name.'])
  else findings.push([-0.1, 'Items show no id; only those who created them know it.'])

  if (sameSchema === true) findings.push([0.2, 'List and item show the same schema.'])
  if (sameSchema === false) findings.push([0.05, 'List and item show different schemas.'])
  if (sameSchema === null) findings.push([0, 'Either list or item is missing.'])

  if (roles.has('create')) findings.push([0.1, 'Items can be created.'])
  if (roles.has('read')) findings.push([0.1, 'Items can be read one by one.'])
  if (roles.has('remove')) findings.push([0.05, 'Items can be removed.'])
  if (joined) findings.push([-0.15, 'List and item have paths of different number.'])
  if (wrapped) findings.push([-0.05, 'The list stands inside an envelope.'])

  if (isElsewhere) {
    findings.push([
      0,
      'Nothing lists or creates the items: there is one under every id until it is removed.',
    ])
  }
  if (leftOut.length > 0) {
    findings.push([
      -0.1,
      `Chosen by query or headers, so answered by the spec: ${listed(leftOut)}.`,
    ])
  }

  const sum = findings.reduce((total, [weight]) => total + weight, 0.3)
  return {
    confidence: Math.round(Math.min(1, Math.max(0.05, sum)) * 100) / 100,
    reasons: findings.map(([, reason]) => reason),
  }
}

/** Names in a sentence; only the first where there are many. */
function listed(names: readonly string[]): string {
  const more = names.length - mostNames
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** The confidence in a word. */
export function levelOf(confidence: number): 'high' | 'medium' | 'low' {
  if (confidence >= 0.75) return 'high'
  return confidence >= 0.5 ? 'medium' : 'low'
}
