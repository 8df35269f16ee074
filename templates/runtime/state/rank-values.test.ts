import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRanks, rankOf } from './rank-values.ts'

const sorted = (values: unknown[]) =>
  values.toSorted((one, other) => compareRanks(rankOf(one), rankOf(other)))

test('numbers are sorted by size, dates by time, and texts that only resemble dates as texts', () => {
  expect(sorted(['10', '9', 8])).toEqual([8, '9', '10'])
  expect(sorted(['2020-01-02T00:00:00+05:00', '2020-01-01T20:00:00Z'])).toEqual([
    '2020-01-02T00:00:00+05:00',
    '2020-01-01T20:00:00Z',
  ])
  expect(sorted(['May', 'June', 'April'])).toEqual(['April', 'June', 'May'])
  expect(sorted(['Chapter 9', 'Chapter 13', 'Chapter 10'])).toEqual([
    ...['Chapter 10', 'Chapter 13', 'Chapter 9'],
  ])
})

test('an object with members that a text would have is a text like others', () => {
  expect(sorted([{ toString: 1, valueOf: 2 }, '[', null])).toEqual([
    '[',
    { toString: 1, valueOf: 2 },
    null,
  ])
})

test('whatever stands in a list, it has one order', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('10', '9', '1a', '2020-01-01', '2020', 'May 1', '', ' ', true),
  )
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      const [one, two, three] = [rankOf(a), rankOf(b), rankOf(c)]
      expect(Math.sign(compareRanks(one, two)) + Math.sign(compareRanks(two, one))).toBe(0)
      if (compareRanks(one, two) <= 0 && compareRanks(two, three) <= 0) {
        expect(compareRanks(one, three)).toBeLessThanOrEqual(0)
      }
    }),
  )
})
