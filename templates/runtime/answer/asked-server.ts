import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { decodeQueryText, parseQuery } from '../request/parse-query.ts'
import { type BuiltAnswer, problemAnswer } from './built-answer.ts'
import { buildProblem } from './problem.ts'

/** Repeated in an answer; a hostile one shall not make it long. */
const longestShown = 200
const mostShown = 5

/**
 * The refusal of a request that asks by `__server=<address>` for a server that the spec does not name for the
 * operation, as Prism does; null where it names it, or nothing is asked.
 */
export function refuseServer(
  mockApi: MockApi,
  operation: Operation,
  rawQuery: string,
): BuiltAnswer | null {
  if (!rawQuery.includes('__server')) return null
  const sent = parseQuery(rawQuery).get('__server')?.[0]
  if (sent === undefined) return null
  const asked = decodeQueryText(sent)
  const servers = operation.servers ?? mockApi.servers ?? []
  if (servers.some((server) => isMeant(server, asked))) return null
  const whose = operation.servers === undefined ? 'The spec' : 'This operation'
  const known =
    servers.length === 0 ? 'It names none.' : `It has ${servers.slice(0, mostShown).join(', ')}.`
  const detail = `${whose} has no server ${asked.slice(0, longestShown)}. ${known}`
  return problemAnswer(buildProblem({ status: 404, detail }), 'no such server', [
    { stage: 'prefer', verdict: 'fail', message: detail },
  ])
}

/** Compares text by text, as an address may hold anything: a variable stands for any text without a slash. */
function isMeant(server: string, asked: string): boolean {
  const [first = '', ...others] = withoutSlash(server).split(/\{[^{}]*\}/)
  let rest = withoutSlash(asked)
  if (!rest.startsWith(first)) return false
  rest = rest.slice(first.length)
  for (const [at, literal] of others.entries()) {
    const isLast = at === others.length - 1
    const end = isLast ? rest.length - literal.length : rest.indexOf(literal, 1)
    if (end < 1 || !rest.startsWith(literal, end) || rest.slice(0, end).includes('/')) return false
    rest = rest.slice(end + literal.length)
  }
  return rest === ''
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, '')
}
