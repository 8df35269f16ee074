import { expect, test } from 'vitest'
import { createBackPressure } from './back-pressure.ts'

test('producers go on up to the limit, then wait until enough was taken', async () => {
  const pressure = createBackPressure(100)
  const passed: string[] = []
  const produce = async (name: string, bytes: number) => {
    pressure.added(bytes)
    await pressure.room()
    passed.push(name)
  }
  await produce('first', 100)
  const waiting = [produce('second', 50), produce('third', 1)]
  pressure.taken(40)
  await Promise.resolve()
  expect(passed).toEqual(['first'])
  pressure.taken(11)
  await Promise.all(waiting)
  expect(passed).toEqual(['first', 'second', 'third'])
})
