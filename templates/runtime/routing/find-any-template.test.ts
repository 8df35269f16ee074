import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apiOf, operationNamed } from '#engine/scenarios/api-for-tests.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { createRouter, isMatch } from './route-operations.ts'

interface Part {
  literal: boolean
  text: string
}

/** A path as a list of segments; a segment is literal text and parameters in turn. */
type Template = Part[][]

const literal = fc
  .string({ unit: fc.constantFrom(...'ab:.-*~(é$'), minLength: 1, maxLength: 2 })
  .map((text): Part => ({ literal: true, text }))
const parameter = fc
  .string({ unit: fc.constantFrom(...'xy z-:(__'), minLength: 1, maxLength: 3 })
  .map((text): Part => ({ literal: false, text }))
const segment = fc.oneof(
  { weight: 3, arbitrary: literal.map((part) => [part]) },
  { weight: 3, arbitrary: parameter.map((part) => [part]) },
  { weight: 1, arbitrary: fc.tuple(parameter, literal).map((parts): Part[] => parts) },
  { weight: 1, arbitrary: fc.tuple(literal, parameter).map((parts): Part[] => parts) },
  { weight: 1, arbitrary: fc.tuple(parameter, literal, parameter).map((parts): Part[] => parts) },
)
const template = fc.array(segment, { minLength: 1, maxLength: 3 })
const path = fc.array(
  fc.string({ unit: fc.constantFrom(...'ab:.-*~(é$'), minLength: 1, maxLength: 4 }),
  {
    minLength: 1,
    maxLength: 3,
  },
)

function write(given: Template): string {
  const segments = given.map((parts) =>
    parts.map((part) => (part.literal ? part.text : `{${part.text}}`)).join(''),
  )
  return `/${segments.join('/')}`
}

function apiOfTemplates(templates: readonly Template[]): MockApi {
  return apiOf(templates.map((each, index) => operationNamed(String(index), 'GET', write(each))))
}

/** Goes through all templates and compares each with each: slow and plain. */
function findPlainly(templates: readonly Template[], segments: readonly string[]): number | null {
  const fitting = templates
    .map((each, index) => ({ each, index }))
    .filter(({ each }) => each.length === segments.length)
    .filter(({ each }) =>
      each.every((parts, place) => patternOf(parts).test(segments[place] ?? '')),
    )
  const isLiteral = (parts: Part[]) => parts.every((part) => part.literal)
  const rank = ({ each }: { each: Template }) => [
    ...each.map((parts) => (isLiteral(parts) ? 0 : 1)),
    ...each.flatMap((parts) => (isLiteral(parts) ? [] : [-literalLength(parts), -parts.length])),
  ]
  const byRank = (a: { each: Template }, b: { each: Template }) => {
    const other = rank(b)
    const index = rank(a).findIndex((value, place) => value !== other[place])
    return index === -1 ? 0 : (rank(a)[index] ?? 0) - (other[index] ?? 0)
  }
  return fitting.toSorted(byRank)[0]?.index ?? null
}

function patternOf(parts: readonly Part[]): RegExp {
  const source = parts.map((part) => (part.literal ? part.text.replace(/\W/g, '\\$&') : '.+'))
  return new RegExp(`^${source.join('')}$`)
}

function literalLength(parts: readonly Part[]): number {
  return parts.reduce((length, part) => length + (part.literal ? part.text.length : 0), 0)
}

test('the router finds what a plain comparison with every template finds', () => {
  fc.assert(
    fc.property(
      fc.array(template, { minLength: 1, maxLength: 12 }),
      path,
      (templates, segments) => {
        const expected = findPlainly(templates, segments)
        const router = createRouter(apiOfTemplates(templates))
        for (const sent of [segments.join('/'), segments.map(encodeURIComponent).join('/')]) {
          const found = router.find('GET', `/${sent}`, '')
          expect(isMatch(found) ? Number(found.operation.id) : null).toBe(expected)
        }
      },
    ),
    { numRuns: 2000 },
  )
})

test('each template finds its own path, whatever its values are', () => {
  fc.assert(
    fc.property(template, fc.string({ minLength: 1, maxLength: 8 }), (given, value) => {
      fc.pre(value.isWellFormed())
      const segments = given.map((parts) =>
        parts.map((part) => encodeURIComponent(part.literal ? part.text : value)).join(''),
      )
      const found = createRouter(apiOfTemplates([given])).find('GET', `/${segments.join('/')}`, '')
      expect(isMatch(found)).toBe(true)
    }),
  )
})

test('no path makes the router throw', () => {
  fc.assert(
    fc.property(
      fc.array(template, { maxLength: 5 }),
      fc.string(),
      fc.string(),
      (templates, sent, query) => {
        const found = createRouter(apiOfTemplates(templates)).find('GET', sent, query)
        expect(isMatch(found) || found.nearest.length <= 5).toBe(true)
      },
    ),
  )
})
