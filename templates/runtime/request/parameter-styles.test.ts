import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Parameter, ParameterStyle } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { read } from './parameters-for-tests.ts'

type Value = string | number | boolean | Value[] | { [name: string]: Value }

interface Case {
  in: Parameter['in']
  style: ParameterStyle
  explode: boolean
  schema: JsonSchema
  value: Value
}

/** Characters that mean something in a style, and some that mean nothing. */
const text = fc
  .string({
    unit: fc.constantFrom(...'abc019 ,;.=&|%+/?#[]{}"\'\\éü€😀:-_~'),
    minLength: 1,
    maxLength: 8,
  })
  // "." and ".." vanish from paths, a value that looks like JSON may be taken for it.
  .filter((each) => !/^\.{1,2}$|^\s*[[{]|^\s|\s$/.test(each))
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/).filter((each) => each !== 'a')

const plain: fc.Arbitrary<[JsonSchema, fc.Arbitrary<Value>]> = fc.constantFrom<
  [JsonSchema, fc.Arbitrary<Value>]
>(
  [{ type: 'string' }, text],
  [{ type: 'integer' }, fc.integer()],
  [{ type: 'number' }, fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0)],
  [{ type: 'boolean' }, fc.boolean()],
)
const list = plain.map(([items, value]): [JsonSchema, fc.Arbitrary<Value>] => [
  { type: 'array', items },
  fc.array(value, { minLength: 1, maxLength: 4 }),
])
const object = fc
  .uniqueArray(fc.tuple(name, plain), { selector: ([key]) => key, minLength: 1, maxLength: 4 })
  .map((members): [JsonSchema, fc.Arbitrary<Value>] => [
    {
      type: 'object',
      properties: Object.fromEntries(members.map(([key, [schema]]) => [key, schema])),
      required: members.map(([key]) => key),
    },
    fc.record(Object.fromEntries(members.map(([key, [, value]]) => [key, value]))),
  ])
const any = fc.oneof(plain, list, object)

/** Ways to send a value, by place; delimited and deep styles know lists or objects only. */
const WAYS: [Case['in'], ParameterStyle, boolean, typeof any][] = [
  ...(['simple', 'label', 'matrix'] as const).flatMap((style): typeof WAYS => [
    ['path', style, false, any],
    ['path', style, true, any],
  ]),
  ['query', 'form', true, any],
  ['query', 'form', false, any],
  ['query', 'spaceDelimited', false, list],
  ['query', 'pipeDelimited', false, list],
  ['query', 'tabDelimited', false, list],
  ['query', 'deepObject', true, object],
  ['header', 'simple', false, any],
  ['header', 'simple', true, any],
  ['cookie', 'form', true, any],
  ['cookie', 'form', false, any],
]

const DELIMITERS: Partial<Record<ParameterStyle, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
}

const cases: fc.Arbitrary<Case> = fc
  .constantFrom(...WAYS)
  .chain(([place, style, explode, values]) =>
    values.chain(([schema, value]) =>
      value.map((each) => ({ in: place, style, explode, schema, value: each })),
    ),
  )

/** Some styles cannot carry some characters at all, whoever writes them. */
function canBeSent({ in: place, style, value }: Case): boolean {
  const all = JSON.stringify(value)
  const delimiter = DELIMITERS[style]
  if (delimiter !== undefined) return !all.includes(delimiter)
  // A dot is never encoded, and 3.0 and 3.1 separate by it in different ways.
  if (style === 'label') return typeof value !== 'object' || !all.includes('.')
  // Header values are sent as they are.
  if (place !== 'header') return true
  return (
    /^[\x20-\x7e]*$/.test(all) &&
    !all.includes('%') &&
    !(typeof value === 'object' && hasSeparator(value))
  )
}

function hasSeparator(value: Value): boolean {
  if (typeof value === 'string') return /[,=]/.test(value) || value.trim() !== value
  return typeof value === 'object' && Object.values(value).some(hasSeparator)
}

const encode = (value: Value) =>
  encodeURIComponent(String(value)).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)

/** Writes a value as RFC 6570 and OpenAPI say. */
function write({ in: place, style, explode, value }: Case): string {
  const write = place === 'header' ? String : encode
  if (Array.isArray(value)) return writeList(value.map(write), style, explode)
  if (typeof value === 'object') {
    return writeObject(
      Object.entries(value).map(([key, each]) => [key, write(each)]),
      style,
      explode,
    )
  }
  return { label: '.', matrix: ';a=', form: 'a=', simple: '' }[style as 'label'] + write(value)
}

function writeList(items: string[], style: ParameterStyle, explode: boolean): string {
  switch (style) {
    case 'label':
      return `.${items.join(explode ? '.' : ',')}`
    case 'matrix':
      return explode ? items.map((item) => `;a=${item}`).join('') : `;a=${items.join(',')}`
    case 'form':
      return explode ? items.map((item) => `a=${item}`).join('&') : `a=${items.join(',')}`
    case 'simple':
      return items.join(',')
    default:
      return `a=${items.join(encode(DELIMITERS[style] ?? ''))}`
  }
}

function writeObject(members: string[][], style: ParameterStyle, explode: boolean): string {
  const flat = members.flat().join(',')
  const pairs = members.map(([key, value]) => `${key}=${value}`)
  switch (style) {
    case 'label':
      return `.${explode ? pairs.join('.') : flat}`
    case 'matrix':
      return explode ? pairs.map((pair) => `;${pair}`).join('') : `;a=${flat}`
    case 'form':
      return explode ? pairs.join('&') : `a=${flat}`
    case 'deepObject':
      return members.map(([key, value]) => `a[${key}]=${value}`).join('&')
    default:
      return explode ? pairs.join(',') : flat
  }
}

function readCase(sent: Case): ReadRequest {
  const { in: place, style, explode, schema } = sent
  const written = write(sent)
  return read([{ in: place, style, explode, schema, required: true }], {
    ...(place === 'path' ? { path: written } : {}),
    ...(place === 'query' ? { query: written } : {}),
    ...(place === 'header' ? { headers: { a: written } } : {}),
    ...(place === 'cookie' ? { headers: { cookie: written } } : {}),
  })
}

test('a value that is written by its style is read back, and no valid request is refused', () => {
  fc.assert(
    fc.property(cases, (sent) => {
      fc.pre(canBeSent(sent))
      const result = readCase(sent)
      expect(result.violations).toEqual([])
      expect(result.failureStatus).toBeNull()
      expect(result[sent.in]['a']).toEqual(sent.value)
    }),
    { numRuns: 1500 },
  )
})

test('no request makes the reader throw', () => {
  fc.assert(
    fc.property(cases, fc.string(), fc.string(), (sent, query, header) => {
      const written = { ...sent, value: `${header}${query}` }
      if (sent.in === 'path' && (written.value === '' || /^\.+$/.test(written.value))) return
      expect(readCase(written)).toHaveProperty('violations')
    }),
  )
})
