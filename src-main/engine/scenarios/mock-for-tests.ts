import type { IncomingHttpHeaders } from 'node:http'
import type { Scenario, ScenarioRule } from '#contract/scenario.ts'
import { type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { createAnswerer } from '#runtime/answer/create-answerer.ts'
import type { Answer, ReadRequest, ReceivedRequest } from '#runtime/exchange.ts'
import { createGenerator } from '#runtime/generate/generate-value.ts'
import { createScenarioBook } from '#runtime/scenarios/scenario-book.ts'
import { createSchemaStore } from '#runtime/schemas/schema-store.ts'
import { apiOf } from './api-for-tests.ts'

/** What a test says of a request; everything else is as usual. */
export interface Ask {
  method?: string
  headers?: IncomingHttpHeaders
  query?: string
  params?: Record<string, string>
  body?: unknown
  violations?: ReadRequest['violations']
  failure?: number
  challenge?: string
}

/** The parts that choose answers, as a server puts them together. */
export function mockOf(
  operations: Operation[],
  options: {
    schemas?: MockApi['schemas']
    settings?: Partial<ServerSettings>
    scenarios?: Scenario[]
  } = {},
) {
  const mockApi = apiOf(operations, options.schemas)
  const settings = serverSettingsSchema.parse({ name: 'Books', ...options.settings })
  const store = createSchemaStore(mockApi.schemas)
  const generator = createGenerator({ store, seed: settings.seed, locale: settings.locale })
  const scenarios = createScenarioBook({
    scenarios: options.scenarios ?? [],
    active: settings.scenario,
  })
  const answerer = createAnswerer({ mockApi, store, generator, settings, scenarios })
  const [first] = operations
  return {
    ...answerer,
    scenarios,
    store,
    /** The answer to a request of an operation, of the first one if none is given. */
    ask(ask: Ask = {}, operation = first): Answer {
      if (operation === undefined) {
        throw new Error('The API has no operation.')
      }
      const match = { operation, pathParameters: ask.params ?? {} }
      return answerer.answer(match, readOf(ask), receivedOf(ask, operation))
    },
  }
}

/** A scenario with these rules. */
export function scenarioOf(
  name: string,
  rules: ScenarioRule[],
  defaults: Scenario['defaults'] = {},
): Scenario {
  return { name, description: '', derived: false, rules, defaults }
}

/** The body as JSON. */
export function jsonOf(answer: Answer): unknown {
  return JSON.parse(answer.body?.toString('utf8') ?? '')
}

function readOf({ query = '', violations, failure, challenge, body }: Ask): ReadRequest {
  return {
    path: {},
    query: Object.fromEntries(new URLSearchParams(query)),
    header: {},
    cookie: {},
    body,
    violations: violations ?? [],
    failureStatus: failure ?? null,
    challenge: challenge ?? null,
  }
}

function receivedOf(
  { method, headers = {}, query = '' }: Ask,
  operation: Operation,
): ReceivedRequest {
  return {
    method: method ?? operation.method,
    url: query === '' ? operation.path : `${operation.path}?${query}`,
    path: operation.path,
    rawQuery: query,
    headers,
    body: Buffer.alloc(0),
    bodyTooLarge: false,
  }
}
