import { expect, test } from 'vitest'
import { exampleCall, exampleLine } from './example-call.ts'

const base = 'http://127.0.0.1:4010'
const json = ['-H', 'Content-Type: application/json', '-d', `{"a":"it's"}`]
const put = { call: ['curl', '-X', 'PUT', ...json, '/pets/1/a%20b?dry=true'] }

test('a call has one option with its value a line, and its address at the end', () => {
  expect(exampleCall(put, base)).toBe(
    [
      'curl -X PUT',
      "-H 'Content-Type: application/json'",
      `-d '{"a":"it'\\''s"}'`,
      "'http://127.0.0.1:4010/pets/1/a%20b?dry=true'",
    ].join(' \\\n  '),
  )
  expect(exampleCall({ call: ['curl', '-I', '/'] }, base)).toBe(
    'curl -I \\\n  http://127.0.0.1:4010/',
  )
  expect(exampleCall({ call: ['curl', '/pets'] }, base)).toBe('curl http://127.0.0.1:4010/pets')
})

test('a call in one line is the same command', () => {
  const line = exampleLine(put, base)
  expect(line).toBe(exampleCall(put, base).replaceAll(' \\\n  ', ' '))
  expect(line).not.toContain('\n')
})
