import { expect, test } from 'vitest'
import { compilePattern } from './limited-pattern.ts'
import { isAffordable, patternDegree } from './pattern-cost.ts'

test('an ordinary pattern matches as in JavaScript', () => {
  const pattern = compilePattern('^Bearer .+$')
  expect(pattern.test('Bearer abc')).toBe(true)
  expect(pattern.test('Basic abc')).toBe(false)
  expect(pattern.problem()).toBeNull()
})

test('a pattern that is no regular expression never matches', () => {
  const pattern = compilePattern('[')
  expect(pattern.test('[')).toBe(false)
  expect(pattern.problem()).toBe('"[" is not a valid regular expression')
})

test.each([
  '^(a+)+$',
  '(a|a)*b',
  '(a|aa){40}$',
  '((a|aa){20}){20}b',
  '(.*)*x',
  '(?=(a+)+b)a',
  '(a?){40}a{40}b',
])('the catastrophic pattern %s gives up instead of stopping the server', (source) => {
  const pattern = compilePattern(source)
  const hostile = `${'a'.repeat(60)}!`
  pattern.test(hostile)
  expect(pattern.test(hostile)).toBe(false)
})

test('a pattern that ran over its time says so and never matches again', () => {
  const pattern = compilePattern('^(a+)+$')
  expect(pattern.test(`${'a'.repeat(60)}!`)).toBe(false)
  expect(pattern.problem()).toContain('took longer than')
  expect(pattern.test('aaa')).toBe(false)
})

test('a risky pattern still works on texts that it can handle', () => {
  expect(compilePattern('^(a+)+$').test('aaa')).toBe(true)
})

test('the degree of a pattern counts its varying parts, and is endless where they are nested', () => {
  expect(patternDegree('abc')).toBe(1)
  expect(patternDegree('^a+b*$')).toBe(3)
  expect(patternDegree('a|b')).toBe(2)
  expect(patternDegree('(?:ab){3}')).toBe(1)
  expect(patternDegree('(a+)+')).toBe(Number.POSITIVE_INFINITY)
  expect(patternDegree('(a)\\1')).toBe(Number.POSITIVE_INFINITY)
})

test('what is affordable depends on the length of the text', () => {
  expect(isAffordable(2, 1_000)).toBe(true)
  expect(isAffordable(2, 10_000)).toBe(false)
  expect(isAffordable(Number.POSITIVE_INFINITY, 1)).toBe(false)
})
