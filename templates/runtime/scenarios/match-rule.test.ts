import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition, Matcher, ScenarioRule } from '#contract/scenario.ts'
import { operationNamed } from '#engine/scenarios/api-for-tests.ts'
import { compileRule, concerns, matchRule } from './match-rule.ts'
import type { RuleSubject } from './rule-subject.ts'

function subject(parts: {
  params?: Record<string, string>
  query?: string
  headers?: RuleSubject['headers']
  body?: unknown
}): RuleSubject {
  const { params = {}, query = '', headers = {}, body } = parts
  return { params, query: () => new URLSearchParams(query), headers, body }
}

function why(when: Condition, of: RuleSubject): string | null {
  return matchRule(compileRule({ when, answer: {} }, 0), of)
}

test('a plain value is compared with the text of what the request has', () => {
  const request = subject({ params: { id: '7' }, query: 'limit=10', body: { paid: true } })
  expect(why({ params: { id: 7 }, query: { limit: '10' } }, request)).toBeNull()
  expect(why({ body: { '/paid': true } }, request)).toBeNull()
  expect(why({ params: { id: '8' } }, request)).toBe('path parameter id is "7", not "8"')
})

test('contains, matches and present ask for more than equality, and all of them must hold', () => {
  const request = subject({ query: 'name=Ada+Lovelace' })
  expect(why({ query: { name: { contains: 'Love', matches: '^Ada\\b' } } }, request)).toBeNull()
  expect(why({ query: { name: { contains: 'Love', matches: '^Bob' } } }, request)).toBe(
    'query parameter name does not match "^Bob"',
  )
  expect(why({ query: { name: { present: true } } }, request)).toBeNull()
  expect(why({ query: { name: { present: false } } }, request)).toBe(
    'query parameter name is present',
  )
  expect(why({ query: { age: { present: true } } }, request)).toBe('query parameter age is absent')
  expect(why({ query: { age: { present: false } } }, request)).toBeNull()
})

test('equals null matches a null and not a missing member', () => {
  const condition = { body: { '/parent': { equals: null } } }
  expect(why(condition, subject({ body: { parent: null } }))).toBeNull()
  expect(why(condition, subject({ body: {} }))).toBe('body /parent is absent')
})

test('header names are found whatever their case', () => {
  const request = subject({ headers: { 'x-plan': 'gold' } })
  expect(why({ headers: { 'X-Plan': 'gold' } }, request)).toBeNull()
})

test('one of several values of a repeated parameter is enough', () => {
  const request = subject({ query: 'tag=a&tag=b' })
  expect(why({ query: { tag: 'b' } }, request)).toBeNull()
  expect(why({ query: { tag: 'c' } }, request)).toBe('query parameter tag is "b", not "c"')
})

test('body pointers reach into lists and unescape their names', () => {
  const request = subject({ body: { items: [{ 'a/b': 1 }, { 'c~d': 2 }] } })
  expect(why({ body: { '/items/0/a~1b': 1, '/items/1/c~0d': 2 } }, request)).toBeNull()
  expect(why({ body: { '/items/length': { present: true } } }, request)).toBe(
    'body /items/length is absent',
  )
  expect(why({ body: { '/constructor': { present: true } } }, request)).toBe(
    'body /constructor is absent',
  )
  expect(why({ body: { '': { contains: 'a/b' } } }, request)).toBeNull()
})

test('a broken regular expression never matches and says so', () => {
  const request = subject({ query: 'q=x' })
  expect(why({ query: { q: { matches: '(' } } }, request)).toContain(
    'is not a valid regular expression',
  )
})

test('a rule of an operation, or of its method and path, concerns no other', () => {
  const operation = operationNamed('getBook', 'GET', '/books/{bookId}')
  const rule = (when: Condition): ScenarioRule => ({ when, answer: {} })
  expect(concerns(rule({ operation: 'getBook' }), operation)).toBe(true)
  expect(concerns(rule({ operation: 'listBooks' }), operation)).toBe(false)
  expect(concerns(rule({ method: 'get', path: '/books/{id}' }), operation)).toBe(true)
  expect(concerns(rule({ method: 'POST', path: '/books/{id}' }), operation)).toBe(false)
  expect(concerns(rule({ path: '/books' }), operation)).toBe(false)
  expect(concerns(rule({}), operation)).toBe(true)
})

const words = fc.constantFrom('a', 'b', 'ab', '1', 'true', '')
const matchers: fc.Arbitrary<Matcher> = fc.oneof(
  words,
  fc.constantFrom(1, true),
  fc.record(
    {
      equals: words,
      contains: words,
      matches: fc.constantFrom('a', '^b', '1|true', 'b$', '('),
      present: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
)
const names = fc.constantFrom('x', 'y')
const matchersByName = fc.dictionary(names, matchers, { maxKeys: 2 })
const conditions = fc.record(
  { params: matchersByName, query: matchersByName, headers: matchersByName, body: matchersByName },
  { requiredKeys: [] },
)
const values = fc.dictionary(names, words)

/** The meaning of a matcher, as plainly as it can be written. */
function holds(matcher: Matcher, value: string | undefined): boolean {
  if (typeof matcher !== 'object') {
    return value === String(matcher)
  }
  if (matcher.present !== undefined && matcher.present !== (value !== undefined)) {
    return false
  }
  const asks = [matcher.equals, matcher.contains, matcher.matches].some((ask) => ask !== undefined)
  if (value === undefined) {
    return !asks
  }
  return (
    (matcher.equals === undefined || value === String(matcher.equals)) &&
    (matcher.contains === undefined || value.includes(matcher.contains)) &&
    (matcher.matches === undefined ||
      (matcher.matches !== '(' && new RegExp(matcher.matches, 'u').test(value)))
  )
}

test('compiled rules agree with a naive reading of their conditions', () => {
  fc.assert(
    fc.property(
      conditions,
      values,
      values,
      values,
      values,
      (when, params, query, headers, body) => {
        const pointers = Object.fromEntries(
          Object.entries(when.body ?? {}).map(([name, matcher]) => [`/${name}`, matcher]),
        )
        const asked = subject({ params, query: String(new URLSearchParams(query)), headers, body })
        const expected = [
          [when.params, params],
          [when.query, query],
          [when.headers, headers],
          [when.body, body],
        ].every(([tests, given]) =>
          // Each pair holds matchers and the values they look at.
          Object.entries((tests ?? {}) as Record<string, Matcher>).every(([name, matcher]) =>
            holds(matcher, (given as Record<string, string>)[name]),
          ),
        )
        const reason = why({ ...when, body: pointers }, asked)
        expect(reason === null).toBe(expected)
      },
    ),
    { numRuns: 2_000 },
  )
})
