import { expect, test } from 'vitest'
import { countsText, reportText, sortedProblems } from './order-problems.ts'

const note = { severity: 'info', code: 'a', message: 'A note' } as const
const warning = { severity: 'warning', code: 'b', message: 'A warning' } as const
const error = {
  severity: 'error',
  code: 'unresolved-ref',
  message: 'Nothing is at this reference.',
  place: { line: 3, column: 5, pointer: '#/paths/~1pets' },
} as const

test('the worst findings come first', () => {
  expect(sortedProblems([note, error, warning])).toEqual([error, warning, note])
})

test('counts are told in words', () => {
  expect(countsText({ error: 1, warning: 2, info: 0 })).toBe('1 error, 2 warnings')
  expect(countsText({ error: 0, warning: 0, info: 0 })).toBe('')
})

test('a report can be pasted as text with its places', () => {
  const counts = { error: 1, warning: 0, info: 1 }
  expect(reportText({ problems: [note, error], omitted: 0, counts })).toBe(
    'error unresolved-ref: Nothing is at this reference. (line 3, column 5, at #/paths/~1pets)\n' +
      'info a: A note',
  )
})
