import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { StateCollection } from '#contract/state.ts'
import { createGenerator } from '#runtime/generate/generate-value.ts'
import { createSchemaStore } from '#runtime/schemas/schema-store.ts'
import { requestSchema } from '#runtime/state/operation-schemas.ts'
import { importSpec } from '../specs/import-spec.ts'
import type { MockApi, Operation } from '../specs/mock-api.ts'
import { startApp, type TestApp } from './app-for-tests.ts'

/** A collection of real specs that may lie beside the project. */
const corpus = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'specs')
const isThere = existsSync(join(corpus, 'index.json'))
if (!isThere) console.warn(`SKIPPED: there are no specs in ${corpus}; no state was tried on them.`)

/** Specs on which the whole life of an item must work without a correction. */
const expectedSpecs = 30

function specFiles(): string[] {
  const index = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'))
  // The index is part of the collection and has this shape.
  const { entries } = index as { entries: { format: string; file: string }[] }
  return entries.filter(({ format }) => format === 'openapi').map(({ file }) => file)
}

/** An item's life over HTTP: created, found, listed, removed, gone. Answers what went wrong, or null. */
async function liveAndDie(
  app: TestApp,
  mockApi: MockApi,
  collection: StateCollection,
): Promise<string | null> {
  const operationFor = (role: string): Operation | undefined => {
    const id = collection.operations.find((each) => each.role === role)?.id
    return mockApi.operations.find((each) => each.id === id)
  }
  const [create, read, list, remove] = ['create', 'read', 'list', 'remove'].map(operationFor)
  if (!create || !read || !list || !remove) return 'it lacks an operation'
  const above = await aboveOf(app, mockApi, collection)
  if (above === null) return 'nothing is above it'
  const storedIn = (name: string) => app.mock.state.items(name, everything).items
  // A seed gives way to what is created under its id: the value tells them apart.
  const before = new Set(storedIn(collection.name).map((item) => JSON.stringify(item)))
  const made = await send(app, mockApi, create, above)
  if (made.status >= 300) return `creating answered ${made.status}: ${made.text.slice(0, 200)}`
  const stored = storedIn(collection.name).find((item) => !before.has(JSON.stringify(item)))
  if (stored === undefined) return `nothing was stored: ${app.records.at(-1)?.answer.reason}`
  const path = [...stored.scope, stored.key]
  const found = await send(app, mockApi, read, path)
  if (found.status >= 300) return `reading answered ${found.status}`
  const all = await send(app, mockApi, list, stored.scope)
  if (all.status >= 300) return `listing answered ${all.status}`
  const id = collection.id === null ? null : stored.value[collection.id.split('/')[1] ?? '']
  const shownId = typeof id === 'object' ? stored.key : String(id)
  if (!found.text.includes(shownId)) return 'what is read is another one'
  if (!all.text.includes(shownId)) return `the list lacks it: ${app.records.at(-1)?.answer.reason}`
  const gone = await send(app, mockApi, remove, path)
  if (gone.status >= 300) return `removing answered ${gone.status}`
  const after = await send(app, mockApi, read, path)
  return after.status === 404 ? null : `it is still there: ${after.status}`
}

const everything = { offset: 0, limit: Number.MAX_SAFE_INTEGER }

/** Path values for the collection: ids of what is above it, and made-up ones where nothing is stored. */
async function aboveOf(
  app: TestApp,
  mockApi: MockApi,
  collection: StateCollection,
): Promise<string[] | null> {
  const depth = (path: string) => path.split('{').length - 1
  const parent = app.mock.state.report().collections.find(({ name }) => name === collection.parent)
  if (parent === undefined) return Array(depth(collection.path)).fill('1')
  const above = await aboveOf(app, mockApi, parent)
  if (above === null) return null
  // A collection below others is filled when it is first asked for.
  const asked = parent.operations.find(({ role }) => role === 'list' || role === 'read')
  const look = mockApi.operations.find(({ id }) => id === asked?.id)
  if (look !== undefined) await send(app, mockApi, look, above)
  const [item] = app.mock.state
    .items(parent.name, everything)
    .items.filter(({ scope }) => JSON.stringify(scope) === JSON.stringify(above))
  if (item === undefined) return null
  const rest = Array(depth(collection.path) - above.length - 1).fill('1')
  return [...above, item.key, ...rest]
}

async function send(app: TestApp, mockApi: MockApi, operation: Operation, path: readonly string[]) {
  let at = 0
  const url = operation.path.replaceAll(/\{[^{}]*\}/g, () => encodeURIComponent(path[at++] ?? '1'))
  const store = createSchemaStore(mockApi.schemas)
  const schema = requestSchema(operation)
  const request = { direction: 'request', mode: 'full', key: 'body' } as const
  const value = schema && createGenerator({ store, seed: 7 }).generate(schema, request).value
  const [media] = operation.requestBody?.content ?? []
  const isForm = media !== undefined && /urlencoded/.test(media.contentType)
  return isForm
    ? app.ask(operation.method, url, undefined, {}, formOf(value))
    : app.ask(operation.method, url, value, {
        ...(media && /json$/.test(media.contentType) ? { 'content-type': media.contentType } : {}),
      })
}

function formOf(value: unknown): URLSearchParams {
  return new URLSearchParams(
    Object.entries(Object(value)).map(([name, member]): [string, string] => [
      name,
      typeof member === 'object' ? JSON.stringify(member) : String(member),
    ]),
  )
}

test.skipIf(!isThere)(
  'an item can be created, found, listed and removed on many real specs without a correction',
  async () => {
    const worked: string[] = []
    const failed: string[] = []
    for (const file of specFiles()) {
      const spec = await importSpec(
        { from: 'path', path: join(corpus, file) },
        { samplesFolder: '' },
      ).catch(() => null)
      if (spec === null) continue
      const { mockApi } = spec
      // Bodies are made to be stored, not to satisfy every parameter: that is tested elsewhere.
      const app = await startApp(mockApi, { validate: 'off' })
      const candidates = app.mock.state
        .report()
        .collections.filter(({ operations }) =>
          ['create', 'read', 'list', 'remove'].every((role) =>
            operations.some((each) => each.role === role),
          ),
        )
      const outcomes: string[] = []
      for (const collection of candidates) {
        const outcome = await liveAndDie(app, mockApi, collection)
        outcomes.push(`${collection.name}: ${outcome ?? 'works'}`)
        if (outcome === null) break
      }
      await app.stop()
      if (outcomes.some((outcome) => outcome.endsWith(': works'))) worked.push(file)
      else if (candidates.length > 0) failed.push(`${file} (${outcomes.slice(0, 3).join('; ')})`)
    }
    console.log(
      `State works without a correction on ${worked.length} specs: ${worked.join(', ')}.\n` +
        `Not on ${failed.length} with such a collection:\n  ${failed.join('\n  ')}`,
    )
    expect(worked.length).toBeGreaterThanOrEqual(expectedSpecs)
  },
  300_000,
)
