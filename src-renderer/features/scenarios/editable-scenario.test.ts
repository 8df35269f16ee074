import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Scenario, scenarioSchema } from '#contract/scenario.ts'
import { describeConditions, describeOutcome } from './describe-rule.ts'
import {
  editableRule,
  editableScenario,
  movedRule,
  newRule,
  scenarioOf,
} from './editable-scenario.ts'

const text = fc.string({ maxLength: 8 })
const headerName = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
const key = fc.stringMatching(/^[a-z]{1,6}$/)
const pointer = fc.stringMatching(/^(\/[a-z0-9]{1,4}){1,2}$/)
const ms = fc.integer({ min: 0, max: 600_000 })
const delay = fc.oneof(
  ms,
  fc.tuple(ms, ms).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
)
const matcher = fc.oneof(
  text,
  fc.record({ contains: text, present: fc.boolean() }),
  fc.record({ equals: text, matches: fc.constantFrom('^a', '\\d+') }),
)
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const matchers = (name: fc.Arbitrary<string>) =>
  some(fc.dictionary(name, matcher, { minKeys: 1, maxKeys: 3, noNullPrototype: true }))
const content = fc.oneof(
  fc.jsonValue().map((body) => ({ body })),
  text.map((value) => ({ text: value })),
  fc.string({ minLength: 1 }).map((example) => ({ example })),
  fc.constantFrom('full', 'minimal', 'empty').map((generate) => ({ generate })),
  fc.constant({}),
)
const simpleAnswer = fc
  .tuple(
    fc.record({
      status: some(fc.integer({ min: 200, max: 599 })),
      headers: some(
        fc.dictionary(headerName, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      ),
      delay: some(delay),
      fault: some(fc.constantFrom('close', 'truncate', 'malformed')),
    }),
    content,
  )
  .map(([fields, body]) => ({ ...fields, ...body }))
const rule = fc.record({
  name: some(fc.string({ minLength: 1 })),
  when: fc.record({
    operation: some(key),
    params: matchers(key),
    query: matchers(key),
    headers: matchers(headerName),
    body: matchers(pointer),
  }),
  answer: fc
    .tuple(
      simpleAnswer,
      fc.record({
        sequence: some(fc.array(simpleAnswer, { minLength: 1, maxLength: 3 })),
        probability: some(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)),
        times: some(fc.integer({ min: 1, max: 9 })),
      }),
    )
    .map(([answer, how]) => ({ ...answer, ...how })),
})
const scenario = fc.record({
  description: text,
  defaults: fc.record({
    delay: some(delay),
    generate: some(fc.constantFrom('full', 'minimal', 'empty')),
  }),
  rules: fc.array(rule, { maxLength: 4 }),
})

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

test('a scenario that is opened and saved stays what it was', () => {
  fc.assert(
    fc.property(scenario, (content) => {
      const parsed = scenarioSchema.parse({ name: 'x', ...(plain(content) as object) })
      const { name, derived, ...given } = parsed
      const draft = editableScenario(given, () => 'key')
      expect(plain(scenarioOf(draft))).toEqual(plain(given))
    }),
  )
})

test('values other than text are compared as text', () => {
  const given: Pick<Scenario, 'description' | 'defaults' | 'rules'> = {
    description: '',
    defaults: {},
    rules: [{ when: { query: { page: 2, all: true, none: { equals: null } } }, answer: {} }],
  }
  expect(scenarioOf(editableScenario(given, () => 'k'))?.rules[0]?.when.query).toEqual({
    page: '2',
    all: 'true',
    none: 'null',
  })
})

test.each([
  ['a body that is not JSON yet', { source: 'json', json: '{"a":' }],
  ['a status outside the allowed range', { status: '42' }],
  ['a delay that ends before it begins', { delay: { kind: 'range', min: 5, max: 1 } }],
  [
    'a header given twice',
    {
      headers: [
        { name: 'A', value: '' },
        { name: 'a', value: '' },
      ],
    },
  ],
] as const)('%s cannot be saved', (_name, part) => {
  const good = newRule('k', 'getPet')
  const draft = editableScenario({ description: '', defaults: {}, rules: [] }, () => 'k')
  expect(scenarioOf({ ...draft, rules: [good] })).not.toBeNull()
  const bad = { ...good, answer: { ...good.answer, ...structuredClone(part) } }
  // The parts above are literals, whose arrays are only read.
  expect(scenarioOf({ ...draft, rules: [bad as typeof good] })).toBeNull()
})

test('a pattern that does not compile cannot be saved', () => {
  const draft = editableScenario({ description: '', defaults: {}, rules: [] }, () => 'k')
  const row = { place: 'query', name: 'a', test: 'matches', value: '(' } as const
  expect(scenarioOf({ ...draft, rules: [{ ...newRule('k', null), conditions: [row] }] })).toBeNull()
})

test('a rule moves up and down and stays at the ends', () => {
  const rules = ['a', 'b', 'c'].map((name) => newRule(name, null))
  const order = (moved: typeof rules) => moved.map(({ key: name }) => name).join('')
  expect(order(movedRule(rules, 1, -1))).toBe('bac')
  expect(order(movedRule(rules, 1, 1))).toBe('acb')
  expect(order(movedRule(rules, 0, -1))).toBe('abc')
  expect(order(movedRule(rules, 2, 1))).toBe('abc')
})

test('a rule is told in a few words', () => {
  const told = editableRule(
    {
      when: {
        operation: 'pay',
        body: { '/amount': { matches: '^9' } },
        query: { dry: { present: false } },
      },
      answer: { status: 402, body: { code: 1 }, delay: { min: 1000, max: 4000 }, times: 2 },
    },
    'k',
  )
  expect(describeConditions(told)).toBe('query dry is absent, body /amount matches ^9')
  expect(describeOutcome(told)).toBe('402, own JSON, after 1–4 s, 2 times')
  expect(describeOutcome(newRule('k', null))).toBe('the usual answer')
})
