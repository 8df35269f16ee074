import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenarioSchema } from '#contract/scenario.ts'
import { checkScenario } from './check-scenario.ts'

const full = {
  name: 'sold-out',
  description: 'No book is there',
  derived: true,
  rules: [
    {
      name: 'gone',
      when: {
        operation: 'getBook',
        method: 'GET',
        path: '/books/{bookId}',
        params: { bookId: 7 },
        query: { q: { contains: 'a' } },
        headers: { 'x-a': { present: false } },
        body: { '/title': { matches: '^A', equals: null } },
      },
      answer: {
        status: 404,
        headers: { 'x-b': '1' },
        body: { message: ['gone'] },
        delay: { min: 1, max: 2 },
        fault: 'close',
        sequence: [{ status: 200 }, { text: 'x', generate: 'empty', delay: 3 }],
        probability: 0.5,
        times: 2,
      },
    },
  ],
  defaults: { delay: 5, generate: 'minimal' },
}

test('accepts every member that a scenario can have', () => {
  expect(checkScenario(full, 'scenario')).toEqual(scenarioSchema.parse(full))
})

test('fills in what may be left out', () => {
  expect(checkScenario({ name: 'a' }, 'scenario')).toEqual(scenarioSchema.parse({ name: 'a' }))
})

test.each([
  [null, 'scenario must be an object'],
  [{}, 'scenario.name must be given'],
  [{ name: 'A b' }, 'scenario.name must be a name'],
  [{ name: 'a', rule: [] }, 'scenario.rule must be left out; known are'],
  [{ name: 'a', rules: [{ when: {} }] }, 'scenario.rules[0].answer must be given'],
  [
    { name: 'a', rules: [{ when: {}, answer: { status: 99 } }] },
    'scenario.rules[0].answer.status must be a whole number from 200 to 599',
  ],
  [
    { name: 'a', rules: [{ when: { query: { q: { matches: '(' } } }, answer: {} }] },
    'scenario.rules[0].when.query["q"].matches must be a regular expression',
  ],
  [
    { name: 'a', rules: [{ when: {}, answer: { sequence: [] } }] },
    'sequence must be a list that is not empty',
  ],
  [{ name: 'a', defaults: { delay: { min: 1 } } }, 'scenario.defaults.delay.max must be given'],
])('says which member is wrong: %j', (scenario, message) => {
  expect(() => checkScenario(scenario, 'scenario')).toThrow(message)
})

test('never accepts what the contract refuses', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
  const damaged = fc.record(
    {
      name: fc.oneof(fc.constant('a'), leaf),
      rules: fc.oneof(
        fc.array(
          fc.record({
            when: fc.oneof(
              leaf,
              fc.record({ operation: leaf, query: fc.dictionary(leaf.map(String), leaf) }),
            ),
            answer: fc.oneof(
              leaf,
              fc.record({ status: leaf, delay: leaf, times: leaf, fault: leaf }),
            ),
          }),
          { maxLength: 2 },
        ),
        leaf,
      ),
      defaults: fc.oneof(leaf, fc.record({ delay: leaf })),
    },
    { requiredKeys: ['name'] },
  )
  fc.assert(
    fc.property(damaged, (scenario) => {
      let accepted = true
      try {
        checkScenario(scenario, 'scenario')
      } catch {
        accepted = false
      }
      expect(accepted && !scenarioSchema.safeParse(scenario).success).toBe(false)
    }),
  )
})
