import { expect, test } from 'vitest'
import { createBodyRoom } from './body-room.ts'

test('room is for 256 MiB, or for two of the largest bodies', () => {
  const room = createBodyRoom(() => 1000)
  expect(room.take(268_435_456)).toBe(true)
  expect(room.take(1)).toBe(false)
  room.give(1)
  expect(room.take(1)).toBe(true)
  expect(createBodyRoom(() => 200_000_000).take(400_000_000)).toBe(true)
})

test('four bodies are unpacked at a time, all get their turn, and failures do not keep one', async () => {
  const room = createBodyRoom(() => 1000)
  let atOnce = 0
  let highest = 0
  async function unpack(number: number): Promise<number> {
    atOnce += 1
    highest = Math.max(highest, atOnce)
    await new Promise((resolve) => setImmediate(resolve))
    atOnce -= 1
    if (number % 3 === 0) throw new Error('broken')
    return number
  }
  const numbers = Array.from({ length: 40 }, (_, number) => number)
  const results = await Promise.allSettled(
    numbers.map((number) => room.inTurn(() => unpack(number))),
  )
  expect(highest).toBe(4)
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : null))).toEqual(
    numbers.map((number) => (number % 3 === 0 ? null : number)),
  )
})
