import type { OperationDetails } from '#contract/operation.ts'

export interface DeclaredContent {
  /** The status under which it is declared: a code, a range such as 4XX, or `default`. */
  status: string
  schema: unknown
  examples: { name: string; value: unknown }[]
}

/** The codes an operation declares, without ranges and `default`. */
export function declaredStatuses(operation: OperationDetails | undefined): string[] {
  const codes = operation?.responses.map(({ status }) => status) ?? []
  return codes.filter((status) => /^[2-5]\d\d$/.test(status))
}

/**
 * What an operation declares for a status: the code itself, then its range, then `default`.
 * For an empty status its success. JSON goes before other media types; null when nothing fits.
 */
export function declaredContent(
  operation: OperationDetails | undefined,
  status: string,
): DeclaredContent | null {
  const responses = operation?.responses ?? []
  const wanted =
    status === ''
      ? (responses.map((response) => response.status).find((code) => code.startsWith('2')) ?? '2')
      : status
  const range = `${wanted[0]}XX`
  const response =
    responses.find((candidate) => candidate.status === wanted) ??
    responses.find((candidate) => candidate.status.toUpperCase() === range) ??
    responses.find((candidate) => candidate.status === 'default')
  if (!response) return null
  const content =
    response.content.find(({ contentType }) => /[/+]json\b/i.test(contentType)) ??
    response.content[0]
  if (!content) return null
  return { status: response.status, schema: content.schema, examples: content.examples }
}
