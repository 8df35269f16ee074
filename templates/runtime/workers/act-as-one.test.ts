import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Scenario } from '#contract/scenario.ts'
import { type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import { importSpec } from '#engine/specs/import-spec.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import type { Answer, ReceivedRequest } from '../exchange.ts'
import { isMatch } from '../routing/route-operations.ts'
import { createLiveMock, type LiveMock } from '../server/live-mock.ts'
import type { ProjectFiles } from '../server/project-files.ts'
import { library } from '../state/library-for-tests.ts'
import { openCollections } from '../state/open-collections.ts'
import { answerWorkers } from './answer-workers.ts'
import { createPrimaryQuestions } from './ask-primary.ts'
import { type OpenCourse, openCourse } from './open-course.ts'
import { changedCourse, courseOf } from './worker-course.ts'

let mockApi: MockApi

beforeAll(async () => {
  const item = (properties: object) => ({ type: 'object', required: ['id'], properties })
  const schemas = {
    Author: item({ id: { type: 'integer' }, name: { type: 'string' } }),
    Book: item({ id: { type: 'integer', readOnly: true }, title: { type: 'string' } }),
    Review: item({ id: { type: 'string', format: 'uuid', readOnly: true } }),
  }
  const info = { title: 'Library', version: '1' }
  const spec = { openapi: '3.1.0', info, paths: library, components: { schemas } }
  const source = { from: 'text', text: JSON.stringify(spec) } as const
  mockApi = (await importSpec(source, { samplesFolder: '' })).mockApi
})

/** What rules and scenarios can do that depends on what was before, beside what does not. */
const scenarios: Scenario[] = [
  scenario('happy', []),
  scenario('counted', [
    { when: { operation: 'books' }, answer: { status: 503, times: 2 } },
    { when: { operation: 'book', query: { odd: '1' } }, answer: { status: 404, probability: 0.5 } },
    { when: { operation: 'authors' }, answer: { sequence: [{ status: 201 }, { status: 429 }] } },
    { when: { path: '/books/{id}' }, answer: { status: 418, delay: { min: 1, max: 90 } } },
  ]),
  scenario('plain', [
    { when: { operation: 'books', query: { odd: '1' } }, answer: { status: 500, delay: 20 } },
    { when: { operation: 'books' }, answer: { status: 503, times: 1 } },
    { when: { operation: 'authors' }, answer: { body: { made: 'by hand' } } },
    { when: { operation: 'book' }, answer: { sequence: [{ status: 201 }, { status: 429 }] } },
  ]),
  scenario('slow', [], { delay: { min: 5, max: 500 } }),
  scenario('steady', [], { delay: 7 }),
  scenario('empty', [], { generate: 'empty' }),
]

function scenario(
  name: string,
  rules: Scenario['rules'],
  defaults: Scenario['defaults'] = {},
): Scenario {
  return { name, description: '', derived: false, rules, defaults }
}

const files: ProjectFiles = {
  specPath: '',
  readSettingsFile: () => ({}),
  readMockApi: () => mockApi,
  readScenarios: () => scenarios,
  saveActiveScenario: () => {},
  saveScenario: () => {},
  readCorrections: () => null,
  saveCorrections: () => {},
  readState: () => null,
  saveState: () => {},
}

const warn = (message: string) => {
  throw new Error(message)
}

function liveMock(settings: ServerSettings): LiveMock {
  return createLiveMock({ mockApi, settings, scenarios, files, openCollections, warn })
}

/** What crosses a channel between processes is a copy. */
function copied<Message>(message: Message): Message {
  return deserialize(serialize(message)) as Message
}

/** A primary with its workers, and the channels between them without the processes. */
function createServerOfWorkers(settings: ServerSettings, count: number) {
  const primary = liveMock(settings)
  let told = courseOf(primary)
  const workers = Array.from({ length: count }, (): OpenCourse => {
    const questions = createPrimaryQuestions((message) => {
      if (message.type !== 'ask') throw new Error('Workers only ask here.')
      answerWorkers(copied(message.questions), primary, (replies) =>
        questions.take(copied(replies)),
      )
    })
    return openCourse({ files, mockApi, course: copied(told), questions, warn })
  })
  return {
    change(how: (mock: LiveMock) => void) {
      how(primary)
      const next = courseOf(primary)
      const changes = changedCourse(told, next)
      told = next
      if (changes !== null) for (const worker of workers) worker.follow(copied(changes))
    },
    ask(worker: number, request: ReceivedRequest) {
      const { mock, elsewhere } = workers[worker % count] as OpenCourse
      return ask(mock, request, elsewhere)
    },
  }
}

/** The way of a request through the dispatch. */
async function ask(
  mock: LiveMock,
  received: ReceivedRequest,
  elsewhere?: OpenCourse['elsewhere'],
): Promise<object> {
  const found = mock.router.find(received.method, received.path, received.rawQuery)
  if (!isMatch(found)) return comparable(mock.answerer().miss(found, received))
  const read = await mock.reader().read(found.operation, found, received)
  const answer = elsewhere?.(found, read, received) ?? null
  return comparable(answer === null ? mock.answerer().answer(found, read, received) : await answer)
}

/** The wire form is made from the rest. */
function comparable({ wire: _wire, body, ...answer }: Answer) {
  return { ...answer, body: body?.toString('latin1') }
}

type Step =
  | { do: 'ask'; worker: number; request: ReceivedRequest }
  | { do: 'activate'; name: string }
  | { do: 'settings'; settings: Partial<ServerSettings> }
  | { do: 'reset' }

const name = fc.constantFrom(...scenarios.map((each) => each.name))
const header = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  name.map((value) => ({ 'x-mock-scenario': value })),
  fc
    .tuple(fc.constantFrom('a', 'b'), fc.option(name, { nil: undefined }))
    .map(([session, asked]) => ({
      'x-mock-session': session,
      ...(asked === undefined ? {} : { 'x-mock-scenario': asked }),
    })),
  fc
    .constantFrom('dynamic=true', 'dynamic=false', 'code=404', 'example=none', 'code=201')
    .map((prefer) => ({ prefer })),
)
const target = fc.oneof(
  fc.constantFrom('/books', '/books?odd=1', '/authors', '/books?__dynamic=true', '/nowhere'),
  fc.integer({ min: 1, max: 6 }).map((id) => `/books/${id}${id % 2 ? '?odd=1' : ''}`),
  fc.integer({ min: 1, max: 6 }).map((id) => `/books/${id}/reviews`),
)
const request = fc
  .record({ target, header, method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'DELETE') })
  .map(({ target, header, method }): ReceivedRequest => {
    const [path = '', rawQuery = ''] = target.split('?')
    const body =
      method === 'POST' ? Buffer.from('{"id":3,"title":"x","name":"y"}') : Buffer.alloc(0)
    return {
      method,
      url: target,
      path,
      rawQuery,
      body,
      bodyTooLarge: false,
      headers: { host: 'localhost', 'content-type': 'application/json', ...header },
    }
  })
/** Whether the process has the answer ready is not what a client sees. */
function asSent(answer: object) {
  return { ...answer, isShared: undefined }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({ do: fc.constant('ask' as const), worker: fc.nat(2), request }),
  },
  fc.record({ do: fc.constant('activate' as const), name }),
  fc.record({
    do: fc.constant('settings' as const),
    settings: fc.record(
      {
        dynamic: fc.boolean(),
        stateful: fc.boolean(),
        validate: fc.constantFrom('enforce' as const, 'warn' as const, 'off' as const),
        seed: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.constant({ do: 'reset' as const }),
)

test('workers and their primary answer whatever comes as one process does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ stateful: fc.boolean(), dynamic: fc.boolean(), scenario: name }),
      fc.array(step, { minLength: 10, maxLength: 40 }),
      async (begun, steps) => {
        const settings = serverSettingsSchema.parse({ name: 'Library', ...begun })
        const one = liveMock(settings)
        const many = createServerOfWorkers(settings, 2)
        for (const each of steps) {
          if (each.do === 'ask') {
            const expected = await ask(one, copied(each.request))
            const answer = await many.ask(each.worker, copied(each.request))
            expect(asSent(answer)).toEqual(asSent(expected))
          } else {
            const change = (mock: LiveMock) => {
              if (each.do === 'activate') mock.activate(each.name)
              else if (each.do === 'settings')
                mock.applySettings({ ...mock.settings(), ...each.settings })
              else if (mock.settings().stateful) mock.state.reset()
            }
            change(one)
            many.change(change)
          }
        }
      },
    ),
    { numRuns: 100 },
  )
})
