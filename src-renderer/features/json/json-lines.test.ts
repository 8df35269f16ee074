import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonLines, layOutJson, visibleLines } from './json-lines.ts'

function render(lines: JsonLines): string {
  const rendered: string[] = []
  for (let index = 0; index < lines.count; index += 1) {
    const { depth, key, kind, start, end, comma } = lines.line(index)
    const value =
      kind === 'empty' ? `${lines.text[start]}${lines.text[end - 1]}` : lines.text.slice(start, end)
    rendered.push(`${'  '.repeat(depth)}${key === '' ? '' : `${key}: `}${value}${comma ? ',' : ''}`)
  }
  return rendered.join('\n')
}

test('any JSON is laid out as JSON.stringify lays it out, however it was written', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, 4, '\t'), (value, indent) => {
      expect(render(layOutJson(JSON.stringify(value, null, indent)))).toBe(
        JSON.stringify(value, null, 2),
      )
    }),
    { numRuns: 500 },
  )
})

test('any text is laid out without an error and without losing a visible character', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\ \na1-') }), (text) => {
      const lines = layOutJson(text)
      const shown = render(lines)
      const solid = (source: string) => source.replace(/[\s:,]/g, '')
      expect(solid(shown)).toBe(solid(text))
    }),
    { numRuns: 1000 },
  )
})

test('text that was cut off is shown as far as it goes', () => {
  expect(render(layOutJson('{"id":1,"tags":["a","b'))).toBe(
    '{\n  "id": 1,\n  "tags": [\n    "a",\n    "b',
  )
})

test('numbers keep their digits and repeated keys stay', () => {
  expect(render(layOutJson('{"a":12345678901234567890,"a":1.0}'))).toBe(
    '{\n  "a": 12345678901234567890,\n  "a": 1.0\n}',
  )
})

test('a folded bracket hides everything up to its mate', () => {
  const lines = layOutJson('{"a":{"b":[1,2]},"c":3}')
  expect(visibleLines(lines, new Set())).toBeNull()
  expect(Array.from(visibleLines(lines, new Set([1])) ?? [])).toEqual([0, 1, 7, 8])
  expect(Array.from(visibleLines(lines, new Set([0])) ?? [])).toEqual([0])
})

test('a folded bracket without a mate hides the rest', () => {
  const lines = layOutJson('{"a":[1,2')
  expect(Array.from(visibleLines(lines, new Set([1])) ?? [])).toEqual([0, 1])
})
