import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const spec = 'openapi: 3.1.0\ninfo: {title: Café}\n'

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16()
}

test('UTF-8 is read with and without byte order mark', () => {
  expect(decodeText(Buffer.from(spec))).toEqual({ text: spec })
  expect(decodeText(Buffer.from(`\uFEFF${spec}`))).toEqual({ text: spec })
})

test('UTF-16 of both byte orders is read with and without byte order mark', () => {
  for (const mark of ['\uFEFF', '']) {
    expect(decodeText(Buffer.from(mark + spec, 'utf16le'))).toEqual({ text: spec })
    expect(decodeText(utf16be(mark + spec))).toEqual({ text: spec })
  }
})

test('bytes that are no UTF-8 are read as Latin-1 with a note', () => {
  const decoded = decodeText(Buffer.from(spec, 'latin1'))
  expect(decoded?.text).toBe(spec)
  expect(decoded?.note).toContain('Latin-1')
})

test('binary files have no text', () => {
  expect(decodeText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBeUndefined()
  expect(decodeText(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]))).toBeUndefined()
})

test('a single NUL within a text does not make it binary', () => {
  expect(decodeText(Buffer.from(`${spec}description: "a\0b"\n`))?.text).toContain('a\0b')
})
