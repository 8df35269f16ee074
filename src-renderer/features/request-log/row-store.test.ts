import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRow } from '#contract/log-entry.ts'
import { createRowStore, type RowStore } from './row-store.ts'

function rowOf(seq: number): LogRow {
  return {
    seq,
    id: String(seq),
    serverId: 'a',
    at: seq,
    durationMs: 1,
    method: 'GET',
    path: '/',
    query: '',
    status: 200,
    operationId: null,
    scenario: 'happy',
    requestSize: 0,
    responseSize: 0,
    violationCount: 0,
    reason: '',
  }
}

/** Rows from one number to another, in this order. */
function rows(from: number, to: number): LogRow[] {
  const step = from <= to ? 1 : -1
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => rowOf(from + index * step))
}

function shown(store: RowStore): number[] {
  const view = store.view()
  return Array.from({ length: view.length }, (_, index) => view.row(index)?.seq ?? -1)
}

function loadedStore(from: number, to: number, options?: Parameters<typeof createRowStore>[0]) {
  const store = createRowStore(options)
  store.reset({ rows: rows(from, to), total: from, isLast: to === 1 })
  return store
}

test('live rows stand above the page, and older pages below it', () => {
  const store = loadedStore(6, 4)
  store.addLive(rows(7, 8), false)
  store.addOlder({ rows: rows(3, 1), total: 8, isLast: true })
  expect(shown(store)).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  expect(store.view()).toMatchObject({ total: 8, hasOlder: false, waiting: 0 })
})

test('live rows that come before the first page are shown with it, once', () => {
  const store = createRowStore()
  store.addLive(rows(3, 5), false)
  expect(store.view().loaded).toBe(false)
  store.reset({ rows: rows(4, 1), total: 4, isLast: true })
  expect(shown(store)).toEqual([5, 4, 3, 2, 1])
  expect(store.view().total).toBe(5)
})

test('a row that the page had before it came live does not wait, and counts once', () => {
  const store = loadedStore(3, 1)
  store.hold(true)
  store.addLive(rows(3, 3), false)
  expect(store.view()).toMatchObject({ waiting: 0, total: 3 })
  store.addLive(rows(4, 5), false)
  store.addLive(rows(5, 6), false)
  expect(store.view()).toMatchObject({ waiting: 3, total: 6 })
})

test('a row that is already there is not added again', () => {
  const store = loadedStore(3, 1)
  store.addLive(rows(2, 4), false)
  expect(shown(store)).toEqual([4, 3, 2, 1])
})

test('while held, live rows wait and are counted', () => {
  const store = loadedStore(2, 1)
  store.hold(true)
  store.addLive(rows(3, 4), false)
  expect(shown(store)).toEqual([2, 1])
  expect(store.view()).toMatchObject({ waiting: 2, total: 4 })
  store.release()
  store.addLive(rows(5, 5), false)
  expect(shown(store)).toEqual([4, 3, 2, 1])
  expect(store.view().waiting).toBe(1)
  store.hold(false)
  expect(shown(store)).toEqual([5, 4, 3, 2, 1])
})

test('missed rows leave no hole: what is below is paged in again', () => {
  const store = loadedStore(3, 1)
  store.addLive(rows(10, 11), true)
  expect(shown(store)).toEqual([11, 10])
  expect(store.view().hasOlder).toBe(true)
  store.addOlder({ rows: rows(9, 1), total: 11, isLast: true })
  expect(shown(store)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
})

test('rows missed in a batch of which none matched leave no hole either', () => {
  const store = loadedStore(3, 1)
  store.addLive([], true)
  expect(shown(store)).toEqual([3, 2, 1])
  store.addLive(rows(9, 9), false)
  expect(shown(store)).toEqual([9])
})

test('beyond the capacity the oldest rows make room', () => {
  const store = loadedStore(4, 1, { capacity: 6 })
  store.addLive(rows(5, 9), false)
  expect(shown(store)).toEqual([9, 8, 7, 6, 5, 4])
  expect(store.view()).toMatchObject({ full: true, hasOlder: false, total: 9 })
})

test('too many waiting rows are given up, and the page below with them', () => {
  const store = loadedStore(2, 1, { waitingCapacity: 3 })
  store.hold(true)
  store.addLive(rows(3, 8), false)
  expect(store.view().waiting).toBe(3)
  store.hold(false)
  expect(shown(store)).toEqual([8, 7, 6])
  expect(store.view().hasOlder).toBe(true)
})

test('a view keeps answering as it was made', () => {
  const store = loadedStore(2, 1)
  const before = store.view()
  store.addLive(rows(3, 5), false)
  expect([before.length, before.row(0)?.seq, before.row(1)?.seq]).toEqual([2, 2, 1])
})

test('only few new rows are pointed out', () => {
  const store = loadedStore(2, 1)
  store.addLive(rows(3, 4), false)
  expect(store.view().freshFrom).toBe(3)
  store.addLive(rows(5, 40), false)
  expect(store.view().freshFrom).toBe(Number.POSITIVE_INFINITY)
})

test('whatever happens, rows are in order, found by their seq, and within the capacity', () => {
  const event = fc.oneof(
    fc.record({ type: fc.constant('live' as const), count: fc.nat(9), missed: fc.boolean() }),
    fc.record({ type: fc.constant('older' as const), count: fc.nat(9) }),
    fc.record({ type: fc.constant('hold' as const), held: fc.boolean() }),
    fc.record({ type: fc.constantFrom('release' as const, 'reset' as const) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const store = createRowStore({ capacity: 25, waitingCapacity: 12 })
      let newest = 1_000
      for (const happened of events) {
        if (happened.type === 'live') {
          if (happened.missed) newest += 5
          store.addLive(
            happened.count ? rows(newest + 1, newest + happened.count) : [],
            happened.missed,
          )
          newest += happened.count
        } else if (happened.type === 'older') {
          const oldest = shown(store).at(-1)
          if (oldest === undefined || happened.count === 0) continue
          store.addOlder({
            rows: rows(oldest - 1, oldest - happened.count),
            total: newest,
            isLast: false,
          })
        } else if (happened.type === 'hold') store.hold(happened.held)
        else if (happened.type === 'release') store.release()
        else store.reset({ rows: rows(newest, newest - 7), total: newest, isLast: false })

        const seqs = shown(store)
        expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
        expect(new Set(seqs).size).toBe(seqs.length)
        expect(seqs.length).toBeLessThanOrEqual(25)
        for (const [index, seq] of seqs.entries()) expect(store.view().indexOf(seq)).toBe(index)
        expect(store.view().indexOf(-1)).toBe(-1)
      }
    }),
  )
})
