import { expect, test } from 'vitest'
import { formatBytes, formatDuration, formatRate, formatShare } from './figures.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [12_345, '12 kB'],
  [999_600, '1.0 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test.each([
  [0, '0 ms'],
  [0.02, '<0.1 ms'],
  [0.42, '0.4 ms'],
  [18.4, '18 ms'],
  [999.7, '1.00 s'],
  [61_000, '1 min'],
])('%d milliseconds read %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('small rates and shares keep a digit that tells them from nothing', () => {
  expect([0, 0.04, 0.4, 1_249.6].map(formatRate)).toEqual(['0', '<0.1', '0.4', '1,250'])
  expect([formatShare(0), formatShare(0.004), formatShare(0.125)]).toEqual(['0 %', '0.4 %', '13 %'])
})
