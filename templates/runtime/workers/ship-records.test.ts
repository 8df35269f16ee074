import { beforeEach, expect, test, vi } from 'vitest'
import { createRecordReader } from './record-text.ts'
import { recordWith } from './records-for-tests.ts'
import { sharedClock } from './shared-clock.ts'
import { createRecordShipper } from './ship-records.ts'
import type { Shipment } from './worker-messages.ts'

beforeEach(() => {
  // Time is the one thing that is not real here.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  return () => vi.useRealTimers()
})

function openShipper(bodyLimit = 100) {
  const shipments: Shipment[] = []
  const shipper = createRecordShipper({
    bodyLimit: () => bodyLimit,
    send: (message) => shipments.push(message as Shipment),
  })
  const read = createRecordReader(() => null)
  const urls = () =>
    shipments.splice(0).flatMap(({ text }) => read(text).map(({ record }) => record.head.url))
  return { shipper, shipments, urls }
}

test('ships what was finished a moment later, and at once when much waits', () => {
  const { shipper, urls } = openShipper()
  shipper.add(recordWith({ head: { url: '/a' } }), performance.now())
  expect(urls()).toEqual([])
  vi.advanceTimersByTime(20)
  expect(urls()).toEqual(['/a'])
  for (let at = 0; at < 100; at += 1)
    shipper.add(recordWith({ head: { url: `/${at}` } }), performance.now())
  expect(urls()).toHaveLength(100)
})

test('a demand is answered at once, also when there is nothing', () => {
  const { shipper, shipments } = openShipper()
  shipper.add(recordWith(), performance.now())
  shipper.demand(7)
  shipper.demand(8)
  expect(shipments.map(({ demanded }) => demanded?.id)).toEqual([7, 8])
  expect(shipments.map(({ counts }) => counts.length)).toEqual([1, 0])
  expect(shipments[1]?.upTo).toBeGreaterThanOrEqual(shipments[0]?.upTo ?? 0)
})

test('a demand is answered with the last of what was there, however large and slow', () => {
  const { shipper, shipments, urls } = openShipper(1_000_000)
  const sent = Array.from({ length: 60 }, (_, at) => `/${at}`)
  for (const url of sent) {
    shipper.add(
      recordWith({ head: { url }, requestBody: Buffer.alloc(1_000_000) }),
      performance.now(),
    )
  }
  shipper.demand(7)
  shipper.add(recordWith({ head: { url: '/later' } }), performance.now())
  const came: string[] = []
  const isAnswered = () => shipments.some(({ demanded }) => demanded?.id === 7)
  for (let batch = 1; !isAnswered(); batch += 1) {
    came.push(...urls())
    shipper.taken(batch)
  }
  came.push(...urls())
  expect(came.slice(0, 60)).toEqual(sent)
})

test('a primary that takes nothing costs bounded memory; what is given up is counted', () => {
  const { shipper, shipments, urls } = openShipper()
  const sent = 70_000
  for (let at = 0; at < sent; at += 1)
    shipper.add(recordWith({ head: { url: `/${at}` } }), performance.now())
  expect(shipments).toHaveLength(16)
  let [total, lost] = [0, 0]
  const came: string[] = []
  for (let batch = 1; came.length + lost < sent && shipments.length > 0; batch += 1) {
    for (const { counts, dropped } of shipments) {
      lost += dropped
      for (const { count } of counts) total += count
    }
    came.push(...urls())
    shipper.taken(batch)
  }
  expect(came.length + lost).toBe(sent)
  expect(lost).toBeGreaterThan(10_000)
  expect(came.at(-1)).toBe(`/${sent - 1}`)
  expect(new Set(came).size).toBe(came.length)
  expect(total).toBe(sent)
})

test('a worker that ends ships everything and waits until it is taken', async () => {
  const { shipper, shipments, urls } = openShipper()
  shipper.add(recordWith({ head: { url: '/last' } }), performance.now())
  let isDrained = false
  const drained = shipper.drain().then(() => {
    isDrained = true
  })
  const batches = shipments.map(({ batch }) => batch)
  expect(urls()).toEqual(['/last'])
  await Promise.resolve()
  expect(isDrained).toBe(false)
  for (const batch of batches) shipper.taken(batch)
  await drained
  expect(isDrained).toBe(true)
})

test('records carry the time before their answer was written, in their order and as promised', () => {
  const { shipper, shipments } = openShipper()
  const read = createRecordReader(() => null)
  const [early, now] = [performance.now(), sharedClock()]
  shipper.add(recordWith(), early - 5)
  shipper.add(recordWith(), early - 7)
  shipper.demand(1)
  shipper.add(recordWith(), early - 9)
  shipper.demand(2)
  const [first = [], second = []] = shipments.map(({ text }) =>
    read(text).map(({ finishedAt }) => finishedAt),
  )
  expect(first[0]).toBeLessThan(now)
  expect(first[1]).toBe(first[0])
  expect(second).toEqual([shipments[0]?.upTo])
})
