import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseText } from './parse-text.ts'

/** How often the property is tried. */
const runs = 150
const word = fc.stringMatching(/^[a-z]{1,6}$/)
const lineBreak = fc.record({ tab: fc.boolean(), spaces: fc.nat(8) })

/** A value over several lines, each indented as drawn, and what it means. */
const quoted = fc
  .record({
    words: fc.array(word, { minLength: 2, maxLength: 6 }),
    breaks: fc.array(lineBreak, { minLength: 6, maxLength: 6 }),
    quote: fc.constantFrom('"', "'"),
  })
  .map(({ words, breaks, quote }) => ({
    text: `${quote}${words.map((one, i) => (i === 0 ? one : `${indentOf(breaks[i])}${one}`)).join('\n')}${quote}`,
    value: words.join(' ') as unknown,
  }))
const flow = fc
  .record({
    words: fc.array(word, { minLength: 1, maxLength: 6 }),
    breaks: fc.array(lineBreak, { minLength: 7, maxLength: 7 }),
    list: fc.boolean(),
  })
  .map(({ words, breaks, list }) => {
    const names = [...new Set(words)]
    const lines = names.map((one, i) => `${indentOf(breaks[i])}${list ? one : `${one}: 1`}`)
    const end = indentOf(breaks[6])
    return {
      text: list ? `[\n${lines.join(',\n')}\n${end}]` : `{\n${lines.join(',\n')}\n${end}}`,
      value: (list ? names : Object.fromEntries(names.map((one) => [one, 1]))) as unknown,
    }
  })

function indentOf(one: { tab: boolean; spaces: number } | undefined): string {
  return one?.tab ? '\t' : ' '.repeat(one?.spaces ?? 0)
}

test('values over several lines mean the same however these are indented', async () => {
  const value = fc.oneof(quoted, flow)
  const document = fc.record({ depth: fc.nat(3), values: fc.array(value, { minLength: 1 }) })
  await fc.assert(
    fc.asyncProperty(document, async ({ depth, values }) => {
      const parents = Array.from({ length: depth }, (_, i) => `${'  '.repeat(i)}p:\n`)
      const members = values.map((one, i) => `${'  '.repeat(depth)}m${i}: ${one.text}\n`)
      const parsed = await parseText(parents.join('') + members.join(''))
      const own = Object.fromEntries(values.map((one, i) => [`m${i}`, one.value]))
      const expected = parents.reduce<unknown>((inner) => ({ p: inner }), own)
      expect(parsed.value).toEqual(expected)
    }),
    { numRuns: runs },
  )
})

test('what is not indented enough is reported where it is, and the rest is read as ever', async () => {
  const text = "info:\n  description: 'one\n  two'\na: 1\nb: {c:\n1}\na: 2"
  const parsed = await parseText(text)
  expect(parsed.value).toEqual({ info: { description: 'one two' }, b: { c: 1 }, a: 2 })
  expect(parsed.problems).toMatchObject([
    { code: 'lenient-yaml', line: 2, column: 20 },
    { code: 'duplicate-key', line: 7 },
  ])
})

test('a quoted text that never ends is refused', async () => {
  await expect(parseText('a:\n  b: "one\n  two\nc: 1\n')).rejects.toThrow(
    /not valid YAML at line \d.*Missing closing/,
  )
})
