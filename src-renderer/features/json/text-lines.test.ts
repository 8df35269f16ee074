import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dumpBytes, splitText, type TextLines } from './text-lines.ts'

function all(lines: TextLines): string[] {
  return Array.from({ length: lines.count }, (_, index) => lines.line(index))
}

test('text is split at line ends of both kinds', () => {
  expect(all(splitText('a\nb\r\n\nc'))).toEqual(['a', 'b', '', 'c'])
  expect(all(splitText(''))).toEqual([''])
})

test('a long line is cut into pieces that give it back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000 }), (length) => {
      const text = 'x'.repeat(length)
      const lines = all(splitText(text))
      expect(lines.join('')).toBe(text)
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(2_000)
    }),
  )
})

test('bytes are dumped with offset, hex and printable characters', () => {
  const lines = all(dumpBytes(Uint8Array.from({ length: 18 }, (_, index) => index + 60)))
  expect(lines[0]).toBe(
    '00000000  3c 3d 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK',
  )
  expect(lines[1]).toBe(`00000010  4c 4d${' '.repeat(44)}LM`)
})
