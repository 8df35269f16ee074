import { expect, test } from 'vitest'
import { parseText, UnreadableText } from './parse-text.ts'
import { MAX_DEPTH } from './plain-json.ts'

async function parsedValue(text: string): Promise<unknown> {
  return (await parseText(text)).value
}

/** The same YAML, long enough for the fast parser. */
function enlarged(yaml: string): string {
  return `${yaml}\nx-filler: ${'x'.repeat(120_000)}\n`
}

const both = (yaml: string): string[] => [yaml, enlarged(yaml)]

test('JSON stays JSON and keeps the order of its keys', async () => {
  const parsed = await parseText('{"b": 1, "a": [true, null]}')
  expect(parsed).toEqual({ format: 'json', value: { b: 1, a: [true, null] }, problems: [] })
})

test('a text without content has no value', async () => {
  expect(await parsedValue('')).toBeUndefined()
  expect(await parsedValue('\n# only a comment\n')).toBeNull()
})

test('a document may begin with three dashes', async () => {
  for (const text of both('---\na: 1')) expect(await parsedValue(text)).toMatchObject({ a: 1 })
})

test('words that YAML 1.1 took for booleans, dates and versions stay texts', async () => {
  for (const text of both('on: no\nday: 2024-05-01\nversion: 1.2.3\n"404": off')) {
    expect(await parsedValue(text)).toMatchObject({
      on: 'no',
      day: '2024-05-01',
      version: '1.2.3',
      404: 'off',
    })
  }
})

test('keys stay as they are written', async () => {
  expect(await parsedValue('010: a\n1.10: b\nnull: c\n~: d')).toEqual({
    '010': 'a',
    '1.10': 'b',
    null: 'c',
    '~': 'd',
  })
})

test('merge keys are applied and the own keys win', async () => {
  const yaml = 'base: &b {a: 1, c: 1}\nmore: &m {c: 2, d: 2}\nuse: {<<: [*b, *m], a: 0}'
  for (const text of both(yaml)) {
    expect(await parsedValue(text)).toMatchObject({ use: { a: 0, c: 1, d: 2 } })
  }
})

test('a key that is there twice is reported and the last one counts', async () => {
  for (const text of both('a: 1\nb: 2\na: 3')) {
    const parsed = await parseText(text)
    expect(parsed.value).toMatchObject({ a: 3, b: 2 })
    expect(parsed.problems).toMatchObject([{ code: 'duplicate-key', line: 3, column: 1 }])
  }
})

test('of several merges into one mapping each counts, the earlier first', async () => {
  const yaml = 'a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: *a\n  <<: [*b]\n  z: 3'
  for (const text of both(yaml)) {
    const parsed = await parseText(text)
    expect(parsed.value).toMatchObject({ c: { x: 1, y: 2, z: 3 } })
    expect(parsed.problems).toEqual([])
  }
})

test('a directive for YAML 1.1 makes no booleans of words and no octals of numbers', async () => {
  const value = await parsedValue('%YAML 1.1\n---\nlist: [yes, off, 2020-01-01]\nn: 010')
  expect(value).toEqual({ list: ['yes', 'off', '2020-01-01'], n: 10 })
})

test('an empty document before the first one is passed over', async () => {
  expect(await parseText('---\n---\na: 1')).toMatchObject({ value: { a: 1 }, problems: [] })
})

test('an alias of nothing is a located error', async () => {
  await expect(parseText('a: 1\nb: [*gone]')).rejects.toThrow(
    'not valid YAML at line 2, column 5 (nothing before it is named by the alias *gone)',
  )
})

test('of several documents the first is used', async () => {
  for (const text of both('a: 1\n---\nb: 2').slice(0, 1)) {
    const parsed = await parseText(text)
    expect(parsed.value).toEqual({ a: 1 })
    expect(parsed.problems).toMatchObject([{ code: 'several-documents' }])
  }
})

test('a key named __proto__ is left out and pollutes nothing', async () => {
  for (const text of [
    '{"a": {"__proto__": {"polluted": 1}}}',
    ...both('a: {__proto__: {polluted: 1}}'),
  ]) {
    const parsed = await parseText(text)
    expect(parsed.value).toMatchObject({ a: {} })
    expect(parsed.problems).toMatchObject([{ code: 'unsafe-key', pointer: '/a' }])
    expect(Object.hasOwn({}, 'polluted')).toBe(false)
    expect('polluted' in {}).toBe(false)
  }
})

test('keys named like members of every object are kept as own keys', async () => {
  const value = await parsedValue('constructor: {prototype: 1}\nhasOwnProperty: 2')
  expect(value).toEqual({ constructor: { prototype: 1 }, hasOwnProperty: 2 })
})

test('an alias that contains itself is cut', async () => {
  for (const text of both('a: &a\n  b: *a')) {
    const parsed = await parseText(text)
    expect(parsed.value).toMatchObject({ a: { b: null } })
    expect(parsed.problems).toMatchObject([{ code: 'alias-cycle', pointer: '/a/b' }])
  }
})

test('aliases that expand to millions of values are refused', async () => {
  const levels = ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]']
  for (let i = 1; i < 8; i++) {
    levels.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`)
  }
  for (const text of both(levels.join('\n'))) {
    await expect(parseText(text)).rejects.toThrow(/aliases expand to more than/)
  }
})

test('ordinary aliases become copies', async () => {
  const value = await parsedValue('a: &a {x: 1}\nb: *a')
  expect(value).toEqual({ a: { x: 1 }, b: { x: 1 } })
})

test('numbers that JSON has not are reported', async () => {
  const parsed = await parseText('a: .nan\nb: .inf')
  expect(parsed.value).toEqual({ a: null, b: null })
  expect(parsed.problems.map((problem) => problem.code)).toEqual(['not-json', 'not-json'])
})

test('broken YAML and JSON name the line', async () => {
  await expect(parseText('a: "open\nb: 1')).rejects.toMatchObject({ line: 2 })
  await expect(parseText('a: 1\n b: [')).rejects.toThrow(/not valid YAML at line \d+, column \d+/)
  await expect(parseText('{"a": 1,')).rejects.toThrow(/not valid JSON at line 1/)
  await expect(parseText(enlarged('a: [1'))).rejects.toThrow(/not valid YAML at line/)
})

test('a tab as indentation is a located error that says what to do', async () => {
  for (const text of ['a:\n\tb: 1', 'a:\n  b: 1\n\tc: 2', 'a:\n  - b: 1\n  \tc: 2'])
    for (const each of both(text))
      await expect(parseText(each)).rejects.toThrow(
        /line [23], column \d \(.*: indent with spaces, not with tabs\)/,
      )
})

test('tabs that indent nothing are read', async () => {
  for (const text of both('a:\t1\t\n\t\nb: {c: 2,\n\t\td: 3}\t# note')) {
    expect(await parsedValue(text)).toMatchObject({ a: 1, b: { c: 2, d: 3 } })
  }
})

test('a lone carriage return breaks a line as the others do', async () => {
  const lines = 'a:\n  - b: 1 # note\n    c: "two\n      words"\n  - |\n    d\n    e\nf: {g: 2}\n'
  const value = { a: [{ b: 1, c: 'two words' }, 'd\ne\n'], f: { g: 2 } }
  const breaks = ['\r', '\n', '\r\n']
  const mixed = lines.split('\n').reduce((text, line, at) => `${text}${breaks[at % 3]}${line}`)
  for (const text of [lines, lines.replaceAll('\n', '\r'), lines.replaceAll('\n', '\r\n'), mixed])
    for (const each of both(text)) expect(await parsedValue(each)).toMatchObject(value)
  await expect(parseText('a: 1\rb: "open')).rejects.toMatchObject({ line: 2 })
})

test('JSON with comments is read as YAML reads it', async () => {
  expect(await parsedValue('{"a": 1, # note\n "b": 2}')).toEqual({ a: 1, b: 2 })
})

test('nesting beyond the limit is refused with the limit', async () => {
  const json = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  expect(await parsedValue(json(MAX_DEPTH))).toBeDefined()
  await expect(parseText(json(10_000))).rejects.toThrow(`more than ${MAX_DEPTH} levels`)
  await expect(parseText(`a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`)).rejects.toThrow(
    UnreadableText,
  )
})
