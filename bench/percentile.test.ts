import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test('a percentile is one of the figures, whatever their order', () => {
  const figures = Array.from({ length: 200 }, (_, index) => 200 - index)
  expect(percentile(figures, 0.99)).toBe(198)
  expect(percentile(figures, 0.5)).toBe(100)
  expect(percentile(figures, 1)).toBe(200)
})

test('of a few figures the highest percentile is the largest', () => {
  expect(percentile([3, 1, 2], 0.99)).toBe(3)
})

test('there is no percentile of nothing', () => {
  expect(percentile([], 0.99)).toBeNull()
})
