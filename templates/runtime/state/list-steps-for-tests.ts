import fc from 'fast-check'
import { expect } from 'vitest'
import { correctState, type Json, type Model, startAnew, step } from './model-for-tests.ts'

const listAll = fc.constant(
  step('list', async (model, real) => {
    const answer = await real.send('GET', real.shape.path)
    expect(real.shape.itemsIn(answer.body)).toEqual([...model.items.values()])
    const total = real.shape.totalIn(answer.body)
    if (total !== null) expect(total).toBe(model.items.size)
  }),
)

const listPages = fc.integer({ min: 1, max: 4 }).map((limit) =>
  step(`pages of ${limit}`, async (model, real) => {
    const { shape } = real
    const found: Json[] = []
    let query: string | null = ''
    for (let page = 0; page < 40 && query !== null; page++) {
      const answer = await real.send('GET', `${shape.path}?${shape.limit}=${limit}&${query}`)
      const items: Json[] = shape.itemsIn(answer.body)
      expect(items.length).toBeLessThanOrEqual(limit)
      found.push(...items)
      query = items.length === 0 ? null : shape.next(answer.body, found.length)
    }
    expect(found).toEqual([...model.items.values()])
  }),
)

const listFiltered = fc.constantFrom('a', 'b', 'c').map((kind) =>
  step(`list of kind ${kind}`, async (model, real) => {
    const answer = await real.send('GET', `${real.shape.path}?kind=${kind}`)
    expect(real.shape.itemsIn(answer.body)).toEqual(
      [...model.items.values()].filter((item) => item['kind'] === kind),
    )
  }),
)

const order = fc.constantFrom('asc' as const, 'desc' as const)

/** The items by their kinds, those of one kind as they came. */
function byKind({ items }: Model, direction: 'asc' | 'desc'): Json[] {
  const sign = direction === 'asc' ? 1 : -1
  return [...items.values()].toSorted((one, other) => {
    const [first, second] = [String(one['kind']), String(other['kind'])]
    return first === second ? 0 : first < second ? -sign : sign
  })
}

const listSorted = order.map((direction) =>
  step(`list sorted ${direction}`, async (model, real) => {
    const { shape } = real
    const answer = await real.send('GET', `${shape.path}?${shape.sortedBy(direction)}`)
    expect(shape.itemsIn(answer.body)).toEqual(byKind(model, direction))
  }),
)

const few = fc.integer({ min: 1, max: 3 })
const listChosen = fc.tuple(order, fc.constantFrom('a', 'b'), few).map(([direction, kind, limit]) =>
  step(`the first ${limit} of kind ${kind} sorted ${direction}`, async (model, real) => {
    const { shape } = real
    const query = `kind=${kind}&${shape.sortedBy(direction)}&${shape.limit}=${limit}`
    const answer = await real.send('GET', `${shape.path}?${query}`)
    const fitting = byKind(model, direction).filter((item) => item['kind'] === kind)
    expect(shape.itemsIn(answer.body)).toEqual(fitting.slice(0, limit))
    const total = shape.totalIn(answer.body)
    if (total !== null) expect(total).toBe(fitting.length)
  }),
)

/** Takes away all, or those of a kind. */
const clear = fc.constantFrom('', 'a', 'b').map((kind) =>
  step(`clear ${kind}`, async (model, { send, shape }) => {
    if (shape.clearedBy !== 'query') return
    const query = kind === '' ? '' : `?kind=${kind}`
    expect((await send('DELETE', shape.path + query)).status).toBe(204)
    for (const [key, item] of model.items) {
      if (kind !== '' && item['kind'] !== kind) continue
      model.items.delete(key)
      model.gone.push(key)
    }
  }),
)

const snapshotName = fc.constantFrom('one', 'two')
const takeSnapshot = snapshotName.map((name) =>
  step(`snapshot ${name}`, async (model, { app }) => {
    app.mock.state.snapshot(name)
    model.snapshots.set(name, new Map(model.items))
  }),
)
const rollBack = snapshotName.map((name) =>
  step(`roll back to ${name}`, async (model, { app }) => {
    const kept = model.snapshots.get(name)
    if (kept === undefined) return
    app.mock.state.rollback(name)
    model.items = new Map(kept)
    // Ids are given out anew from there.
    model.gone = []
  }),
)

const reset = fc.constant(
  step('reset', async (model, { app }) => {
    app.mock.state.reset()
    model.items = new Map(model.seeds)
    model.gone = []
  }),
)

/** The user wants another number of items at the start; what is stored starts anew with them. */
const correct = fc.integer({ min: 1, max: 4 }).map((seed) =>
  step(`correct the seed to ${seed}`, async (model, real) => {
    correctState(real, seed)
    await startAnew(model, real)
    expect(model.items.size).toBe(seed)
  }),
)

/** What clients see of all items, and do to all. */
export const listSteps = [listAll, listPages, listFiltered, listSorted, listChosen, clear]

/** What the user does to all of them. */
export const steering = [takeSnapshot, rollBack, reset, correct]
