import { expect, test } from 'vitest'
import type { Scenario, ScenarioRule } from '#contract/scenario.ts'
import { operationNamed } from '#engine/scenarios/api-for-tests.ts'
import { createScenarioBook } from './scenario-book.ts'
import { tryRules } from './try-rules.ts'

function scenario(name: string, rules: ScenarioRule[] = []): Scenario {
  return { name, description: '', derived: false, rules, defaults: {} }
}

const operation = operationNamed('getBook', 'GET', '/books/{id}')
const subject = { params: {}, query: () => new URLSearchParams(), headers: {}, body: undefined }

function given(book: ReturnType<typeof createScenarioBook>): number | null {
  const { chosen } = tryRules({ played: book.active(), operation, subject, seed: 1 })
  return chosen?.draft.answer.status ?? null
}

test('a book knows its scenarios, and happy is always among them', () => {
  const book = createScenarioBook({ scenarios: [scenario('broken')], active: 'broken' })
  expect(book.names()).toEqual(['happy', 'broken'])
  expect(book.activeName()).toBe('broken')
  expect(book.get('broken')?.name).toBe('broken')
  expect(book.get('nothing')).toBeUndefined()
})

test('switching to an unknown scenario is refused with the names that there are', () => {
  const book = createScenarioBook({ scenarios: [scenario('broken')], active: 'happy' })
  expect(() => book.activate('nothing')).toThrow(
    'Cannot use scenario "nothing": there is none of that name. Choose one of happy, broken.',
  )
  expect(book.activeName()).toBe('happy')
})

test('a request keeps the scenario it began with while another becomes active', () => {
  const book = createScenarioBook({ scenarios: [scenario('broken')], active: 'happy' })
  const held = book.active()
  book.activate('broken')
  expect(held.scenario.name).toBe('happy')
  expect(book.active().scenario.name).toBe('broken')
})

test('activation starts the counters of a scenario anew', () => {
  const rules = [{ when: {}, answer: { sequence: [{ status: 500 }, { status: 503 }] } }]
  const book = createScenarioBook({ scenarios: [scenario('broken', rules)], active: 'broken' })
  expect([given(book), given(book), given(book)]).toEqual([500, 503, 500])
  book.activate('broken')
  expect(given(book)).toBe(500)
})

test('a new set of scenarios keeps the counters of those that stayed the same', () => {
  const once = scenario('once', [{ when: {}, answer: { status: 500, times: 1 } }])
  const book = createScenarioBook({ scenarios: [once], active: 'once' })
  expect(given(book)).toBe(500)
  book.replaceAll([structuredClone(once), scenario('other')], 'once')
  expect(given(book)).toBeNull()
  book.replaceAll([scenario('once', [{ when: {}, answer: { status: 502, times: 1 } }])], 'once')
  expect(given(book)).toBe(502)
})

test('a new set without the scenario to activate changes nothing', () => {
  const book = createScenarioBook({ scenarios: [scenario('broken')], active: 'broken' })
  expect(() => book.replaceAll([scenario('other')], 'broken')).toThrow(
    'Cannot use scenario "broken"',
  )
  expect(book.names()).toEqual(['happy', 'broken'])
  expect(book.activeName()).toBe('broken')
})

test('rules are found in their order, however they name the operation', () => {
  const rules: ScenarioRule[] = [
    { when: { operation: 'other' }, answer: {} },
    { when: { path: '/books/{bookId}' }, answer: {} },
    { when: {}, answer: {} },
    { when: { operation: 'getBook', method: 'post' }, answer: {} },
    { when: { operation: 'getBook' }, answer: {} },
    { when: { method: 'GET' }, answer: {} },
  ]
  const book = createScenarioBook({ scenarios: [scenario('many', rules)], active: 'many' })
  const found = book.active().rulesFor(operation)
  expect(found.map(({ index }) => index)).toEqual([1, 2, 4, 5])
})

test('the rules of other operations are not tried, however many there are', () => {
  const rules = Array.from({ length: 1_000 }, (_, index) => ({
    when: { operation: `operation${index}` },
    answer: { status: 500 },
  }))
  const book = createScenarioBook({
    scenarios: [
      scenario('many', [...rules, { when: { operation: 'getBook' }, answer: { status: 404 } }]),
    ],
    active: 'many',
  })
  const decision = tryRules({ played: book.active(), operation, subject, seed: 1 })
  expect(decision.steps).toHaveLength(1)
  expect(decision.chosen?.draft.answer.status).toBe(404)
})
