import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  countByServer,
  createRequestRates,
  RATE_POINTS,
  RATE_STEP_MS,
  sparklinePoints,
} from './request-rate.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const row = (serverId: string) => ({ serverId })

test('rows of a cut burst stand for all of its requests', () => {
  expect(countByServer([row('a'), row('a'), row('b')], 300)).toEqual(
    new Map([
      ['a', 200],
      ['b', 100],
    ]),
  )
  expect(countByServer([], 10).size).toBe(0)
})

test('requests of a step become its newest point', () => {
  const rates = createRequestRates()
  rates.add([row('a'), row('a')], 2)
  vi.advanceTimersByTime(RATE_STEP_MS)
  expect(rates.of('a').at(-1)).toBe(2)
  expect(rates.of('a')).toHaveLength(RATE_POINTS)
  rates.end()
})

test('a silent minute ends the clock', () => {
  const rates = createRequestRates()
  rates.add([row('a')], 1)
  vi.advanceTimersByTime(RATE_STEP_MS * (RATE_POINTS + 1))
  expect(rates.of('a').every((point) => point === 0)).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})

test('the highest point of a sparkline touches its top and silence its bottom', () => {
  expect(sparklinePoints([0, 4], 10, 12)).toBe('0.0,11.0 10.0,1.0')
})
