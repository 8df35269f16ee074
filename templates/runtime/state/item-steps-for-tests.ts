import fc from 'fast-check'
import { expect } from 'vitest'
import { type Json, type Model, type Real, step } from './model-for-tests.ts'

const jsonPatch = 'application/json-patch+json'

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

/** Takes several away at once, by their ids; one that is named in vain changes nothing. */
const removeSome = fc.uniqueArray(choice, { maxLength: 3 }).map((positions) =>
  step(`remove at once ${positions}`, async (model, real) => {
    const { shape, send } = real
    const named = positions.flatMap((position) => keyAt(model, position) ?? [])
    const keys = [...new Set(named)]
    if (shape.clearedBy === null || keys.length === 0) return
    const answer =
      shape.clearedBy === 'query'
        ? await send('DELETE', `${shape.path}?${keys.map((key) => `ids=${key}`).join('&')}`)
        : await send('DELETE', shape.path, { ids: [...keys, 'nobody'] })
    expect(answer.status).toBeLessThan(300)
    for (const key of keys) {
      model.items.delete(key)
      model.gone.push(key)
      await expectItem(real, key, undefined)
    }
  }),
)

/** What clients do to one item, or to some. */
export const itemSteps = [
  createOne,
  createOne,
  putOne,
  putOne,
  readOne,
  readGone,
  replaceOne,
  changeOne,
  patchOne,
  removeOne,
  removeSome,
]
