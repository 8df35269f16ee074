import { expect, test } from 'vitest'
import { median } from './median.ts'

test('the median is the middle of an odd number of figures, whatever their order', () => {
  expect(median([30, 1, 2])).toBe(2)
})

test('the median of an even number of figures lies between the two in the middle', () => {
  expect(median([4, 1, 3, 100])).toBe(3.5)
})

test('there is no median of nothing', () => {
  expect(median([])).toBeNull()
})
