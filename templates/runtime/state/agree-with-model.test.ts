import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { startApp, type TestApp } from '#engine/state/app-for-tests.ts'
import { apiOfShape, shapes } from '#engine/state/shapes-for-tests.ts'
import type { Shape } from '#engine/state/spec-parts-for-tests.ts'
import { chooseForStatus } from '../answer/choose-response.ts'
import { createRouter, isMatch } from '../routing/route-operations.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'

/** Sequences of calls that are tried for each shape. */
const runs = 25

type Json = Record<string, unknown>

const jsonPatch = 'application/json-patch+json'

/** What a client can know: the items in their order, and the snapshots it made. */
interface Model {
  items: Map<string, Json>
  seeds: Map<string, Json>
  snapshots: Map<string, Map<string, Json>>
  /** Ids that were given out and are gone. */
  gone: string[]
}

interface Real {
  app: TestApp
  shape: Shape
  /** Sends a request; the answer satisfies what the spec declares for it. */
  send(method: string, path: string, body?: unknown, type?: string): ReturnType<TestApp['ask']>
}

type Step = fc.AsyncCommand<Model, Real>

const content = fc.record({
  name: fc.string({ minLength: 1, maxLength: 12 }),
  kind: fc.constantFrom('a', 'b', 'c'),
  size: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
})
const change = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 12 }),
    kind: fc.constantFrom('a', 'b', 'c'),
    size: fc.option(fc.integer({ min: 0, max: 9 })),
  },
  { requiredKeys: [] },
)
/** Stands for one of the items, whatever their number. */
const choice = fc.nat({ max: 50 })

function keyAt({ items }: Model, position: number): string | undefined {
  const keys = [...items.keys()]
  return keys[position % Math.max(1, keys.length)]
}

function pathOf({ shape }: Real, key: string): string {
  return `${shape.itemPath ?? shape.path}/${encodeURIComponent(key)}`
}

function sent(item: Json): Json {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined))
}

function step(text: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => text }
}

async function expectItem(real: Real, key: string, item: Json | undefined): Promise<void> {
  const answer = await real.send('GET', pathOf(real, key))
  expect(answer.status).toBe(item === undefined ? 404 : 200)
  if (item !== undefined) expect(real.shape.itemIn(answer.body)).toEqual(item)
}

/** Few enough that clients choose the same one again. */
const ownKey = fc.stringMatching(/^[ab]{1,2}$/)

const createOne = fc.tuple(content, ownKey).map(([item, ownId]) =>
  step(`create ${ownId} ${JSON.stringify(item)}`, async (model, real) => {
    const { shape } = real
    if (shape.idBy === 'put') return
    const own = shape.idBy === 'client' ? { [shape.id]: ownId } : {}
    const body = { ...own, ...sent(item) }
    const answer = await real.send('POST', shape.path, shape.wrapped(body))
    const there = shape.idBy === 'client' ? model.items.get(ownId) : undefined
    if (there !== undefined) {
      expect(answer.status).toBe(409)
      await expectItem(real, ownId, there)
      return
    }
    expect([200, 201]).toContain(answer.status)
    const made = shape.itemIn(answer.body)
    expect(made).toMatchObject(body)
    expect(Object.hasOwn(made, 'size')).toBe(item.size !== undefined)
    const key = String(made[shape.id])
    expect(model.items.has(key)).toBe(false)
    if (shape.idBy === 'server') expect(model.gone).not.toContain(key)
    if (answer.status === 201) expect(answer.headers.get('location')).toBe(pathOf(real, key))
    model.items.set(key, made)
    await expectItem(real, key, made)
  }),
)

const putOne = fc.tuple(content, ownKey).map(([item, key]) =>
  step(`put ${key} ${JSON.stringify(item)}`, async (model, real) => {
    const { shape } = real
    if (shape.idBy !== 'put') return
    const answer = await real.send('PUT', pathOf(real, key), sent(item))
    expect(answer.status).toBe(model.items.has(key) ? 200 : 201)
    const made = shape.itemIn(answer.body)
    expect(made).toEqual({ [shape.id]: key, ...sent(item) })
    model.items.set(key, made)
    await expectItem(real, key, made)
  }),
)

const readOne = choice.map((position) =>
  step(`read ${position}`, async (model, real) => {
    const key = keyAt(model, position)
    if (key !== undefined) await expectItem(real, key, model.items.get(key))
  }),
)

const readGone = choice.map((position) =>
  step(`read gone ${position}`, async (model, real) => {
    const key = model.gone[position % Math.max(1, model.gone.length)]
    if (key !== undefined) await expectItem(real, key, model.items.get(key))
  }),
)

const replaceOne = fc.tuple(choice, content).map(([position, item]) =>
  step(`replace ${position} by ${JSON.stringify(item)}`, async (model, real) => {
    const key = keyAt(model, position)
    if (key === undefined) return
    const { shape } = real
    const before = model.items.get(key) ?? {}
    const answer = await real.send('PUT', pathOf(real, key), shape.wrapped(sent(item)))
    expect(answer.status).toBe(200)
    const after = shape.itemIn(answer.body)
    // Nothing is left of what the client may set and did not.
    const kept = Object.entries(before).filter(([name]) => !['name', 'kind', 'size'].includes(name))
    expect(after).toEqual({ ...Object.fromEntries(kept), ...sent(item) })
    model.items.set(key, after)
  }),
)

const changeOne = fc.tuple(choice, change).map(([position, patch]) =>
  step(`change ${position} by ${JSON.stringify(patch)}`, async (model, real) => {
    const key = keyAt(model, position)
    if (key === undefined) return
    const { shape } = real
    const expected = { ...model.items.get(key), ...patch }
    // Null is no size: in a merge patch it removes the member, and no schema of an item allows it.
    if (expected['size'] === null) Reflect.deleteProperty(expected, 'size')
    const answer = await real.send('PATCH', pathOf(real, key), shape.wrapped(patch))
    expect(answer.status).toBe(200)
    expect(shape.itemIn(answer.body)).toEqual(expected)
    model.items.set(key, expected)
  }),
)

const patchStep = fc.oneof(
  content.map(({ name }) => ({ op: 'replace', path: '/name', value: name })),
  fc
    .constantFrom('a', 'b', 'c', 'd')
    .map((kind) => ({ op: 'replace', path: '/kind', value: kind })),
  fc.nat({ max: 9 }).map((size) => ({ op: 'add', path: '/size', value: size })),
  fc.constant({ op: 'remove', path: '/size' }),
  fc.constantFrom('a', 'b').map((kind) => ({ op: 'test', path: '/kind', value: kind })),
)

/** The item after the steps, or the status with which they are refused. */
function patched(item: Json, steps: readonly { op: string; path: string; value?: unknown }[]) {
  const next = { ...item }
  for (const { op, path, value } of steps) {
    const name = path.slice(1)
    if (op === 'test' && next[name] !== value) return 409
    if (op === 'remove' && !Object.hasOwn(next, name)) return 422
    if (op === 'remove') Reflect.deleteProperty(next, name)
    else if (op !== 'test') next[name] = value
  }
  // There is no such kind.
  return next['kind'] === 'd' ? 422 : next
}

const patchOne = fc.tuple(choice, fc.array(patchStep, { maxLength: 4 })).map(([position, steps]) =>
  step(`patch ${position} by ${JSON.stringify(steps)}`, async (model, real) => {
    const key = keyAt(model, position)
    if (key === undefined || !real.shape.takesJsonPatch) return
    const before = model.items.get(key) ?? {}
    const expected = patched(before, steps)
    const answer = await real.send('PATCH', pathOf(real, key), steps, jsonPatch)
    if (typeof expected === 'number') expect(answer.status).toBe(expected)
    else {
      expect(answer.status).toBe(200)
      expect(real.shape.itemIn(answer.body)).toEqual(expected)
      model.items.set(key, expected)
    }
    await expectItem(real, key, model.items.get(key))
  }),
)

const removeOne = choice.map((position) =>
  step(`remove ${position}`, async (model, real) => {
    const key = keyAt(model, position)
    if (key === undefined) return
    const answer = await real.send('DELETE', pathOf(real, key))
    expect(answer.status).toBeLessThan(300)
    model.items.delete(key)
    model.gone.push(key)
    await expectItem(real, key, undefined)
    expect((await real.send('DELETE', pathOf(real, key))).status).toBe(404)
    if (real.shape.idBy === 'put') return
    const put = real.shape.wrapped({ name: 'n', kind: 'a' })
    expect((await real.send('PUT', pathOf(real, key), put)).status).toBe(404)
  }),
)

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

const steps = fc.commands(
  [
    ...[createOne, createOne, putOne, putOne, readOne, readGone, replaceOne, changeOne, patchOne],
    ...[removeOne, listAll, listPages, listFiltered, listSorted, listChosen],
    ...[takeSnapshot, rollBack, reset, correct],
  ],
  { maxCommands: 30 },
)

/** Says again what the user has to say of the shape, perhaps with a number of generated items. */
function correctState({ app, shape }: Real, seed?: number): void {
  const given = shape.corrections.collections
  const { collections } = app.mock.state.report()
  const name = collections.find(({ path }) => fits(path, shape.path))?.name ?? ''
  const more = seed === undefined ? {} : { [name]: { ...given[name], seed } }
  app.mock.state.correct({ collections: { ...given, ...more } })
}

function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{[^{}]*\}/g, '[^/]+')}$`).test(path)
}

/** Learns what is there at the start. */
async function startAnew(model: Model, { send, shape }: Real): Promise<void> {
  const items: Json[] = shape.itemsIn((await send('GET', shape.path)).body)
  model.seeds = new Map(items.map((item) => [String(item[shape.id]), item]))
  expect(model.seeds.size).toBe(items.length)
  expect(items.length).toBeGreaterThan(0)
  model.items = new Map(model.seeds)
  model.gone = []
}

test.each(Object.entries(shapes))(
  'any sequence of calls agrees with a model in memory, and every answer is valid: %s',
  async (_name, shape) => {
    const mockApi = await apiOfShape(shape)
    const app = await startApp(mockApi, {}, { corrections: shape.corrections })
    onTestFinished(() => app.stop())
    const real: Real = { app, shape, send: checkedSender(app, mockApi, shape) }
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        correctState(real)
        const model: Model = { items: new Map(), seeds: new Map(), snapshots: new Map(), gone: [] }
        await startAnew(model, real)
        await fc.asyncModelRun(() => ({ model, real }), commands)
      }),
      { numRuns: runs },
    )
  },
  600_000,
)

/** Sends requests and holds every answer against what the spec declares for it. */
function checkedSender(app: TestApp, mockApi: MockApi, shape: Shape): Real['send'] {
  const store = createSchemaStore(mockApi.schemas)
  const router = createRouter(mockApi)
  return async (method, path, body, given) => {
    const type = given ?? (method === 'PATCH' ? shape.patchType : 'application/json')
    const answer = await app.ask(method, path, body, { 'content-type': type })
    const [plain = '', rawQuery = ''] = path.split('?')
    const found = router.find(method, plain, rawQuery)
    if (!isMatch(found)) throw new Error(`${method} ${path} is no operation.`)
    const declared = chooseForStatus(found.operation, answer.status)
    if (declared === null) {
      expect([404, 409, 422]).toContain(answer.status)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    } else {
      const [media] = declared.response.content
      const breaches = media?.schema && store.check(media.schema, 'response', answer.body)
      expect(breaches ?? []).toEqual([])
      expect(answer.body === undefined).toBe(media === undefined)
    }
    // The state answered, and did not leave it to the spec.
    expect(app.records.at(-1)?.answer.reason).toMatch(/^state: /)
    return answer
  }
}
