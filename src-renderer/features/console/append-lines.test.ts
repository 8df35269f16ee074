import { expect, test } from 'vitest'
import type { ConsoleLine } from '#contract/server.ts'
import { appendLines, CONSOLE_LIMIT } from './append-lines.ts'

const line = (at: number): ConsoleLine => ({ at, stream: 'stdout', text: `line ${at}` })

test('new lines follow the known ones', () => {
  expect(appendLines([line(1)], [line(2)])).toEqual([line(1), line(2)])
})

test('the oldest lines go when there are too many', () => {
  const known = Array.from({ length: CONSOLE_LIMIT }, (_, at) => line(at))
  const lines = appendLines(known, [line(-1)])
  expect(lines).toHaveLength(CONSOLE_LIMIT)
  expect(lines[0]).toEqual(line(1))
  expect(lines.at(-1)).toEqual(line(-1))
})
