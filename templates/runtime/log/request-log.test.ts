import { beforeEach, expect, test, vi } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { apiOf } from '#engine/scenarios/api-for-tests.ts'
import type { MessageFromServer } from '../channel-messages.ts'
import { createEntryPacker } from './pack-entries.ts'
import { unpackEntries } from './packed-entries.ts'
import { createRequestLog } from './request-log.ts'
import type { RequestRecord } from './request-record.ts'

const mockApi = apiOf([])

type Logged = Extract<MessageFromServer, { type: 'logged' }>

function record(
  path: string,
  requestBody: Buffer | string = '',
  body: Buffer | null = null,
): RequestRecord {
  return {
    at: 1,
    durationMs: 1,
    head: { method: 'GET', url: path, path, rawQuery: '', headers: {}, clientIp: '' },
    requestBody: Buffer.from(requestBody),
    requestSize: requestBody.length,
    answer: {
      operation: null,
      violations: [],
      status: 200,
      headers: [],
      body,
      size: body?.length ?? 0,
      reason: '',
      trace: [],
      scenario: 'happy',
    },
  }
}

beforeEach(() => {
  // Time is the one thing that is not real here.
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

function openLog(bodyLimit = 100) {
  const messages: Logged[] = []
  const log = createRequestLog({
    pack: createEntryPacker(serverSettingsSchema.parse({ name: 'Test' }), mockApi),
    bodyLimit: () => bodyLimit,
    send: (message) => messages.push(message as Logged),
  })
  const batches = () => messages.map(({ entries }) => unpackEntries(entries))
  const paths = () => batches().flatMap((entries) => entries.map(({ path }) => path))
  return { log, messages, batches, paths }
}

test('sends what was recorded within a tenth of a second', () => {
  const { log, paths } = openLog()
  log.add(record('/a'))
  log.add(record('/b'))
  expect(paths()).toEqual([])
  vi.advanceTimersByTime(100)
  expect(paths()).toEqual(['/a', '/b'])
})

test('sends at most 500 entries in one message and loses none while the parent keeps up', () => {
  const { log, messages, batches, paths } = openLog()
  for (let number = 0; number < 20_000; number += 1) {
    log.add(record(`/${number}`))
    for (const { batch } of messages.slice(-1)) {
      log.acknowledge(batch)
    }
  }
  vi.advanceTimersByTime(100)
  expect(Math.max(...batches().map((entries) => entries.length))).toBeLessThanOrEqual(500)
  expect(paths()).toEqual(Array.from({ length: 20_000 }, (_, number) => `/${number}`))
  expect(messages.every(({ dropped }) => dropped === 0)).toBe(true)
})

test('waits for the parent, then gives up the oldest entries and counts them', () => {
  const { log, messages, paths } = openLog()
  for (let number = 0; number < 60_000; number += 1) {
    log.add(record(`/${number}`))
  }
  vi.advanceTimersByTime(10_000)
  const waiting = messages.length
  expect(waiting).toBeLessThan(20)
  let acknowledged = 0
  for (let round = 0; round < 1000; round += 1) {
    while (acknowledged < messages.length) {
      acknowledged += 1
      log.acknowledge(acknowledged)
    }
    vi.advanceTimersByTime(100)
  }
  const dropped = messages.reduce((sum, message) => sum + message.dropped, 0)
  expect(dropped).toBeGreaterThan(0)
  expect(paths().length + dropped).toBe(60_000)
  expect(paths().at(-1)).toBe('/59999')
})

test('large answers leave early instead of being given up', () => {
  const { log, messages, paths } = openLog()
  const body = Buffer.alloc(10_485_760)
  for (let number = 0; number < 50; number += 1) {
    log.add(record(`/${number}`, '', body))
    for (const { batch } of messages.slice(-1)) log.acknowledge(batch)
  }
  vi.advanceTimersByTime(100)
  expect(paths()).toHaveLength(50)
  expect(log.state()).toEqual({ waiting: 0, dropped: 0 })
})

test('what is under way to a parent that stands still is bounded in bytes too', () => {
  const megabyte = 1_048_576
  const { log, batches, paths } = openLog(megabyte)
  for (let number = 0; number < 200; number += 1) {
    log.add(record(`/${number}`, Buffer.alloc(megabyte)))
  }
  vi.advanceTimersByTime(10_000)
  expect(paths().length).toBeLessThan(40)
  expect(batches().every((entries) => entries.length <= 5)).toBe(true)
  expect(log.state().waiting).toBeLessThan(70)
  expect(log.state()).toMatchObject({ dropped: 200 - paths().length - log.state().waiting })
})

test('a server that ends waits until the parent has stored everything', async () => {
  const { log, messages, paths } = openLog()
  for (let number = 0; number < 30_000; number += 1) log.add(record(`/${number}`))
  const drained = log.drain()
  for (let at = 0; at < messages.length; at += 1) log.acknowledge(messages[at]?.batch ?? 0)
  await drained
  expect(paths()).toHaveLength(30_000)
})

test('shows the last thousand, and those after a given one', () => {
  const { log } = openLog()
  for (let number = 0; number < 1500; number += 1) {
    log.add(record(`/${number}`))
  }
  const all = log.latest(1000, null)
  expect(all.length).toBe(1000)
  expect(all.at(0)?.path).toBe('/500')
  expect(all.at(-1)?.path).toBe('/1499')
  expect(log.latest(2, null).map(({ path }) => path)).toEqual(['/1498', '/1499'])
  expect(log.latest(1000, all.at(-3)?.id ?? '').map(({ path }) => path)).toEqual(['/1498', '/1499'])
  expect(log.latest(5, 'of-an-earlier-run-1').length).toBe(5)
})

test('does not keep many large bodies', () => {
  const { log } = openLog()
  for (let number = 0; number < 100; number += 1) {
    log.add(record(`/${number}`, '', Buffer.alloc(1_048_576)))
  }
  expect(log.latest(1000, null).length).toBeLessThan(20)
  expect(log.latest(1, null)[0]?.path).toBe('/99')
})

test('gives every entry an id of its own, also over restarts', () => {
  const first = openLog()
  const second = openLog()
  first.log.add(record('/a'))
  first.log.add(record('/a'))
  second.log.add(record('/a'))
  const ids = [...first.log.latest(9, null), ...second.log.latest(9, null)].map(({ id }) => id)
  expect(new Set(ids).size).toBe(3)
})
