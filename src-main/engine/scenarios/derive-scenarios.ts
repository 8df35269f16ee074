import type { Scenario, ScenarioRule } from '#contract/scenario.ts'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { chooseSuccess } from '#runtime/answer/choose-response.ts'
import { isRecord, type JsonSchema } from '#runtime/schemas/json-schema.ts'

/** The scenarios that every mock has, made from what its API declares. The same API gives the same scenarios. */
export function deriveScenarios(mockApi: MockApi): Scenario[] {
  return [
    derived('happy', 'Every operation gives its usual success.'),
    derived('errors', 'Every operation answers its declared errors in turn.', {
      rules: mockApi.operations.map(errorsOf),
    }),
    derived('slow', 'Usual answers after 0.8 to 2.5 seconds.', {
      defaults: { delay: { min: 800, max: 2500 } },
    }),
    derived('empty', 'Every list is empty.', {
      rules: mockApi.operations.filter((each) => hidesList(each, mockApi)).map(emptied),
      defaults: { generate: 'empty' },
    }),
    derived('unauthorised', 'Every operation that asks for credentials refuses them with 401.', {
      rules: refusalsOf(mockApi),
    }),
    derived('rate-limited', 'Every operation answers 429 with Retry-After.', {
      rules: [{ when: {}, answer: { status: 429, headers: { 'Retry-After': '30' } } }],
    }),
    derived('flaky', 'Three in ten requests fail with 503.', {
      rules: [{ when: {}, answer: { status: 503, probability: 0.3 } }],
    }),
  ]
}

function derived(
  name: string,
  description: string,
  content: Partial<Pick<Scenario, 'rules' | 'defaults'>> = {},
): Scenario {
  return { name, description, derived: true, rules: [], defaults: {}, ...content }
}

/** The declared errors of an operation in ascending order; an operation without any fails with 500. */
function errorsOf(operation: Operation): ScenarioRule {
  const statuses = errorStatuses(operation)
  const [only = 500] = statuses
  return {
    when: { operation: operation.id },
    answer:
      statuses.length > 1 ? { sequence: statuses.map((status) => ({ status })) } : { status: only },
  }
}

function errorStatuses({ responses }: Operation): number[] {
  const written = responses.map(({ status }) => status.toUpperCase())
  const exact = written.filter((status) => /^[45]\d\d$/.test(status)).map(Number)
  const ranges = [
    ['4XX', 400],
    ['5XX', 500],
  ] as const
  const covered = ranges.filter(([range]) => written.includes(range)).map(([, status]) => status)
  // Beside a success, `default` stands for whatever goes wrong.
  const hasSuccess = written.some((status) => /^2/.test(status))
  const other = written.includes('DEFAULT') && hasSuccess && exact.length === 0 ? [500] : []
  return [...new Set([...exact, ...covered, ...other])].sort((one, next) => one - next)
}

/** Has the success a list, and an example that would be answered in place of the empty one? */
function hidesList(operation: Operation, { schemas }: MockApi): boolean {
  const content = chooseSuccess(operation)?.response.content ?? []
  return content.some(({ schema, examples }) => {
    const seen = holdings(schema, schemas)
    return seen.hasList && (examples.length > 0 || seen.hasExample)
  })
}

function emptied(operation: Operation): ScenarioRule {
  return { when: { operation: operation.id }, answer: { generate: 'empty' } }
}

/** Looks for lists in a schema, and for an example of the whole of it. */
function holdings(
  schema: JsonSchema | undefined,
  schemas: MockApi['schemas'],
): { hasList: boolean; hasExample: boolean } {
  const seen = new Set<object>()
  const found = { hasList: false, hasExample: false }

  function visit(part: unknown, isWhole: boolean): void {
    if (!isRecord(part) || seen.has(part)) {
      return
    }
    seen.add(part)
    if (part['type'] === 'array' || part['items'] !== undefined) {
      found.hasList = true
    }
    if (isWhole && (part['example'] !== undefined || part['examples'] !== undefined)) {
      found.hasExample = true
    }
    if (typeof part['$ref'] === 'string') {
      visit(referred(part['$ref'], schemas), isWhole)
    }
    for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
      const members = part[keyword]
      for (const member of Array.isArray(members) ? members : []) {
        visit(member, false)
      }
    }
    const { properties } = part
    for (const property of isRecord(properties) ? Object.values(properties) : []) {
      visit(property, false)
    }
  }

  visit(schema, true)
  return found
}

function referred(reference: string, schemas: MockApi['schemas']): JsonSchema | undefined {
  const name = reference
    .replace(/^#\/schemas\//, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  return Object.hasOwn(schemas, name) ? schemas[name] : undefined
}

/** 401 for the operations that ask for credentials; for all of them in an API that never does. */
function refusalsOf(mockApi: MockApi): ScenarioRule[] {
  const { operations, securitySchemes } = mockApi
  const isBasic = Object.values(securitySchemes).some(
    (scheme) => scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic',
  )
  const headers = { 'WWW-Authenticate': isBasic ? 'Basic realm="mock"' : 'Bearer realm="mock"' }
  const answer = { status: 401, headers }
  const guarded = operations.filter(({ security }) => security.length > 0)
  return guarded.length === 0 || guarded.length === operations.length
    ? [{ when: {}, answer }]
    : guarded.map(({ id }) => ({ when: { operation: id }, answer }))
}
