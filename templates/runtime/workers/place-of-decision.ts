import type { ServerSettings } from '#contract/server.ts'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { refuseServer } from '../answer/asked-server.ts'
import { scenarioFor } from '../answer/create-answerer.ts'
import type { Match, ReadRequest, ReceivedRequest } from '../exchange.ts'
import { parsePrefer } from '../request/parse-prefer.ts'
import { isCounted } from '../scenarios/behaviours.ts'
import { type CompiledRule, matchRule } from '../scenarios/match-rule.ts'
import { subjectOf } from '../scenarios/rule-subject.ts'
import type { ScenarioBook } from '../scenarios/scenario-book.ts'

/**
 * Who decides an answer: the worker by itself; the worker with the number of a fresh answer from the primary; or the
 * primary, because the answer depends on earlier requests or changes later ones.
 */
export type PlaceOfDecision = 'worker' | 'numbered worker' | 'primary'

/**
 * Says who decides the answer to a request. It follows the answerer's order: `Prefer`, the scenario, the state, the spec.
 * The primary is always right; the worker may decide only what nothing but the request and the course matter to.
 */
export function placeOfDecision(
  request: { match: Match; read: ReadRequest; received: ReceivedRequest },
  mock: {
    mockApi: MockApi
    book: ScenarioBook
    settings: ServerSettings
    isStored: (operation: Operation) => boolean
  },
): PlaceOfDecision {
  const { match, read, received } = request
  const { book, settings } = mock
  const { headers, rawQuery } = received
  if (headers['x-mock-session']) return 'primary'
  const played = scenarioFor(book, headers['x-mock-scenario']?.toString() || undefined)
  const { delay, generate } = played.scenario.defaults
  if (typeof delay === 'object') return 'primary'
  const mayPrefer = headers['prefer'] !== undefined || rawQuery.includes('__')
  if (mayPrefer && refuseServer(mock.mockApi, match.operation, rawQuery) !== null) return 'worker'
  const prefer = mayPrefer ? parsePrefer(headers, rawQuery) : {}
  const here = (prefer.dynamic ?? settings.dynamic) ? 'numbered worker' : 'worker'
  const isRefused = settings.validate === 'enforce' && read.failureStatus !== null
  if (isRefused || prefer.code !== undefined || prefer.example !== undefined) return here
  const isStored =
    prefer.dynamic === undefined && generate === undefined && mock.isStored(match.operation)
  const rules = played.rulesFor(match.operation)
  if (!isStored && !rules.some(isCountedRule)) return here
  const subject = subjectOf(match, read, received)
  const rule = rules.find((each) => matchRule(each, subject) === null)
  if (rule === undefined) return isStored ? 'primary' : here
  return isCountedRule(rule) ? 'primary' : here
}

function isCountedRule({ rule }: CompiledRule): boolean {
  return isCounted(rule.answer)
}
