import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DrawnKind, leafKinds, listKinds, objectKinds } from '#engine/specs/kinds-for-tests.ts'
import { readAsServer } from '#engine/specs/reader-for-tests.ts'

/** How often the property is tried; PROPERTY_TIMES multiplies it. */
const runs = 150

type Place = 'path' | 'query' | 'header' | 'cookie'
type Structure = 'plain' | 'list' | 'object'

/** One way of writing a parameter: its style, and the texts that stand for a value in it. */
interface Form {
  in: Place
  style: string
  explode: boolean
  structure: Structure
}

interface DrawnParameter extends Form {
  name: string
  required: boolean
  schema: object
  /** Undefined where the parameter is not sent. */
  value: unknown
  broken: unknown
}

const every = ['plain', 'list', 'object'] as const
const both = [true, false]

function forms(place: Place, style: string, explodes: boolean[], structures: readonly Structure[]) {
  return explodes.flatMap((explode) =>
    structures.map((structure): Form => ({ in: place, style, explode, structure })),
  )
}

const allForms = [
  ...forms('path', 'simple', both, every),
  ...forms('path', 'label', both, every),
  ...forms('path', 'matrix', both, every),
  ...forms('query', 'form', both, every),
  ...forms('query', 'spaceDelimited', [false], ['list', 'object']),
  ...forms('query', 'pipeDelimited', [false], ['list', 'object']),
  ...forms('query', 'deepObject', [true], ['object']),
  ...forms('header', 'simple', both, every),
  ...forms('cookie', 'form', [false], ['plain', 'list']),
]

const plainCharacters = [...'abcXYZ059_-']
const anyCharacters = [...plainCharacters, ...' ,;:/?#[]@!$&()*+=%"<>\\^`{|}~.', 'é', '文', '😀']

/** Characters that have no other meaning in a form. Delimiters are not escaped in all of them. */
function charactersFor({ in: place, style, structure }: Form): string[] {
  if (place === 'header') return structure === 'plain' ? [...plainCharacters, ' '] : plainCharacters
  if (structure === 'plain') return anyCharacters
  if (style === 'label') return anyCharacters.filter((one) => one !== '.' && one !== ',')
  if (style === 'spaceDelimited') return anyCharacters.filter((one) => one !== ' ')
  if (style === 'pipeDelimited') return anyCharacters.filter((one) => one !== '|')
  return anyCharacters
}

function kindFor(form: Form, prefix: string): fc.Arbitrary<DrawnKind> {
  const leaf = leafKinds(charactersFor(form)).filter(
    // A dot ends a value there, and numbers have some.
    ({ schema }) => form.style !== 'label' || form.structure === 'plain' || isWithoutDots(schema),
  )
  if (form.structure === 'plain') return leaf
  return form.structure === 'list' ? listKinds(leaf) : objectKinds(leaf, { prefix })
}

const isWithoutDots = ({ type }: DrawnKind['schema']) => type !== 'number' && type !== 'integer'

function parameter(at: number): fc.Arbitrary<DrawnParameter> {
  return fc.constantFrom(...allForms).chain((form) => {
    const odd = form.in === 'query' ? fc.constantFrom('', ' b', '.c', 'é', '$') : fc.constant('')
    return fc.tuple(odd, fc.boolean(), fc.nat(3)).chain(([suffix, isRequired, sent]) => {
      const name = `p${at}${suffix}`
      const required = form.in === 'path' || isRequired
      return kindFor(form, `p${at}`).chain(({ schema, value, broken }) =>
        fc.record({
          in: fc.constant(form.in),
          style: fc.constant(form.style),
          explode: fc.constant(form.explode),
          structure: fc.constant(form.structure),
          name: fc.constant(name),
          required: fc.constant(required),
          schema: fc.constant(schema),
          value: required || sent > 0 ? value : fc.constant(undefined),
          broken,
        }),
      )
    })
  })
}

const parameters = fc.tuple(parameter(0), parameter(1), parameter(2))

/** Percent-encodes all but the unreserved characters (RFC 3986 §2.3). */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** The texts of a value: pairs of a query or cookie, or the one text of a path or header (RFC 6570 §3.2). */
function write(form: DrawnParameter, value: unknown): string[] {
  const { name, style, explode } = form
  const text = form.in === 'header' ? String : (part: unknown) => encode(String(part))
  const own = text(name)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const members = isObject ? Object.entries(value) : []
  const items = Array.isArray(value) ? value.map(text) : []
  const flat = members.flat().map(text)
  const pairs = members.map(([key, one]) => `${text(key)}=${text(one)}`)
  const parts = isObject ? (explode ? pairs : flat) : Array.isArray(value) ? items : [text(value)]
  const isPlain = !isObject && !Array.isArray(value)
  switch (style) {
    case 'label':
      return [`.${parts.join(explode ? '.' : ',')}`]
    case 'matrix':
      if (!explode || isPlain) return [`;${own}=${parts.join(',')}`]
      return [
        (isObject ? pairs : items.map((item) => `${own}=${item}`)).map((p) => `;${p}`).join(''),
      ]
    case 'spaceDelimited':
      return [`${own}=${parts.join('%20')}`]
    case 'pipeDelimited':
      return [`${own}=${parts.join('%7C')}`]
    case 'deepObject':
      return members.map(([key, one]) => `${own}[${text(key)}]=${text(one)}`)
    case 'form':
      if (isObject && explode) return pairs
      if (explode) return parts.map((part) => `${own}=${part}`)
      return [`${own}=${parts.join(',')}`]
    default:
      return [parts.join(',')]
  }
}

function documentOf(all: readonly DrawnParameter[]) {
  const path = all.flatMap(({ in: place, name }) => (place === 'path' ? [`/{${name}}`] : []))
  const declared = all.map(({ value: _value, broken: _broken, structure: _s, ...rest }) => rest)
  const operation = { parameters: declared, responses: { 204: { description: 'ok' } } }
  return { openapi: '3.1.0', paths: { [`/r${path.join('')}`]: { get: operation } } }
}

function requestOf(all: readonly DrawnParameter[]) {
  const sent = (place: Place) => all.filter((one) => one.in === place && one.value !== undefined)
  const texts = (place: Place) => sent(place).flatMap((one) => write(one, one.value))
  const headers: Record<string, string> = {}
  for (const one of sent('header')) headers[one.name] = write(one, one.value).join('')
  const cookie = texts('cookie').join('; ')
  return {
    method: 'GET',
    path: ['/r', ...texts('path')].join('/'),
    query: texts('query').join('&'),
    headers: cookie === '' ? headers : { ...headers, cookie },
  }
}

test('a request with allowed parameters is read as it was meant', async () => {
  await fc.assert(
    fc.asyncProperty(parameters, async (all) => {
      const read = await readAsServer(documentOf(all), requestOf(all))
      expect(read.violations).toEqual([])
      for (const { in: place, name, value } of all) {
        expect(read[place][name], name).toEqual(value)
      }
    }),
    { numRuns: runs },
  )
})

test('a request with one forbidden parameter is refused', async () => {
  const which = fc.constantFrom(0, 1, 2)
  await fc.assert(
    fc.asyncProperty(parameters, which, fc.boolean(), async (all, at, leaveOut) => {
      const chosen = all[at] ?? all[0]
      const mayLeaveOut = leaveOut && chosen.required && chosen.in !== 'path'
      const value = mayLeaveOut ? undefined : chosen.broken
      // The dots of 3.0 and the commas of 3.1 are both read there: what one forbids the other may allow.
      fc.pre(chosen.style !== 'label' || chosen.explode || chosen.structure === 'plain')
      // Of an object without members nothing is sent; then it is not there, or another path is asked for.
      fc.pre(mayLeaveOut || write(chosen, value).join('').length > 0)
      // Many clients encode the commas between items too, so an encoded one may also part two items.
      const mayBeParted = chosen.in === 'query' || chosen.in === 'cookie'
      fc.pre(!mayBeParted || chosen.explode || !write(chosen, value).join('').includes('%2C'))
      const request = requestOf(all.map((one) => (one === chosen ? { ...one, value } : one)))
      const read = await readAsServer(documentOf(all), request)
      expect(read.failureStatus).toBe(422)
      expect(read.violations.map(({ in: place, name }) => [place, name])).toEqual(
        read.violations.map(() => [chosen.in, chosen.name]),
      )
    }),
    { numRuns: runs },
  )
})
