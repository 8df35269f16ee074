import { expect, test } from 'vitest'
import { createSampler } from './sample-value.ts'

test('a format called as a member of every object is like any unknown one', () => {
  const sample = createSampler({})
  for (const format of ['constructor', '__proto__', 'toString', 'valueOf']) {
    expect(sample({ type: 'string', format })).toBe('text')
  }
  expect(sample({ type: 'string', format: 'date' })).toBe('2026-01-31')
})
