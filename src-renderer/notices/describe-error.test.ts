import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { describeError, formatPlace } from './describe-error.ts'

test('a place reads from the file to the pointer', () => {
  expect(formatPlace({ file: 'a.yaml', line: 3, column: 7, pointer: '#/info' })).toBe(
    'a.yaml, line 3, column 7, at #/info',
  )
  expect(formatPlace({ pointer: '#/paths/~1pets' })).toBe('at #/paths/~1pets')
  expect(formatPlace({})).toBe('')
})

test('an error of the engine keeps its message, place and hint', () => {
  const error = new ORPCError('INVALID_SPEC', {
    message: 'Cannot read pets.yaml: a mapping key is repeated.',
    data: {
      hint: 'Remove one of the two.',
      place: { line: 4, column: 1 },
      problems: [{ message: 'Second "info"', place: { line: 9, column: 1 } }],
    },
  })
  const described = describeError(error)
  expect(described.message).toBe('Cannot read pets.yaml: a mapping key is repeated.')
  expect(described.hint).toBe('Remove one of the two.')
  expect(described.places).toEqual([
    { message: null, where: 'line 4, column 1' },
    { message: 'Second "info"', where: 'line 9, column 1' },
  ])
  expect(described.text).toContain('INVALID_SPEC: Cannot read pets.yaml')
  expect(described.text).toContain('Second "info" — line 9, column 1')
})

test('a failed fetch is told as an engine that does not answer', () => {
  const described = describeError(new TypeError('Failed to fetch'))
  expect(described.code).toBe('UNREACHABLE')
  expect(described.hint).toContain('connects again by itself')
})

test('lines of a child process are part of what is copied', () => {
  const error = new ORPCError('START_FAILED', {
    message: 'Cannot start Pets: it ended at once.',
    data: { stderr: ['SyntaxError: Unexpected token'] },
  })
  expect(describeError(error).text).toContain('SyntaxError: Unexpected token')
})

test('a hint that the message already gives is not repeated', () => {
  const error = new ORPCError('CONFLICT', {
    message: 'Cannot rename Pets: the name is taken. Choose another name.',
    data: { hint: 'Choose another name.' },
  })
  expect(describeError(error).hint).toBeNull()
})
