import type { LogEntry } from '#contract/log-entry.ts'
import type { ScenarioRule } from '#contract/scenario.ts'

/** Headers of an answer that the mock makes itself for each body. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'date',
  'etag',
  'keep-alive',
  // Made for one client at one time, and hidden in the log besides.
  'set-cookie',
  'transfer-encoding',
  'vary',
  'x-powered-by',
])

/** Why there is no rule for a request that no operation matched. */
export const noRulePossible =
  'No rule can answer it: rules change what operations answer, and the spec has none for this request.'

/** What the log holds in place of a value that it may not keep. */
const REDACTED = '[redacted]'

/**
 * The rule that answers an operation as this entry was answered: its status, its body, and the headers
 * that are not made anew for each answer. A body that the log holds only in part is left out.
 */
export function ruleFromEntry(entry: LogEntry): ScenarioRule {
  const { responseBody: body, status } = entry
  const usable = body && !body.truncated && body.encoding === 'utf8' && body.data !== ''
  const content = usable ? contentOf(body.data) : {}
  const headers = Object.fromEntries(
    Object.entries(entry.responseHeaders)
      .filter(([name]) => !isOwnHeader(name, content.text !== undefined))
      .filter(([, value]) => ![value].flat().includes(REDACTED))
      .map(([name, value]) => [name, [value].flat().join(', ')]),
  )
  return {
    name: `${entry.method} ${entry.path}`.slice(0, 80),
    when: entry.operationId === null ? {} : { operation: entry.operationId },
    answer: {
      // Interim answers are no answers of a rule.
      ...(status >= 200 && { status }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...content,
    },
  }
}

function contentOf(data: string): Pick<ScenarioRule['answer'], 'body' | 'text'> {
  try {
    // What JSON.parse answers is JSON.
    return { body: JSON.parse(data) as ScenarioRule['answer']['body'] }
  } catch {
    // Not JSON: sent as the text it is.
    return { text: data }
  }
}

function isOwnHeader(name: string, isText: boolean): boolean {
  const lower = name.toLowerCase()
  return (
    OWN_HEADERS.has(lower) ||
    lower.startsWith('access-control-') ||
    lower.startsWith('x-mock') ||
    // The media type of JSON is negotiated; a text has none of its own.
    (lower === 'content-type' && !isText)
  )
}
