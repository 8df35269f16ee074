import type fc from 'fast-check'
import { expect } from 'vitest'
import type { MockApi } from '#engine/specs/mock-api.ts'
import type { TestApp } from '#engine/state/app-for-tests.ts'
import type { Shape } from '#engine/state/spec-parts-for-tests.ts'
import { chooseForStatus } from '../answer/choose-response.ts'
import { createRouter, isMatch } from '../routing/route-operations.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'

export type Json = Record<string, unknown>

/** What a client can know: the items in their order, and the snapshots it made. */
export interface Model {
  items: Map<string, Json>
  seeds: Map<string, Json>
  snapshots: Map<string, Map<string, Json>>
  /** Ids that were given out and are gone. */
  gone: string[]
}

export interface Real {
  app: TestApp
  shape: Shape
  /** Sends a request; the answer satisfies what the spec declares for it. */
  send(method: string, path: string, body?: unknown, type?: string): ReturnType<TestApp['ask']>
}

type Step = fc.AsyncCommand<Model, Real>

export function step(text: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => text }
}

/** Says again what the user has to say of the shape, perhaps with a number of generated items. */
export function correctState({ app, shape }: Real, seed?: number): void {
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
export async function startAnew(model: Model, { send, shape }: Real): Promise<void> {
  const items: Json[] = shape.itemsIn((await send('GET', shape.path)).body)
  model.seeds = new Map(items.map((item) => [String(item[shape.id]), item]))
  expect(model.seeds.size).toBe(items.length)
  expect(items.length).toBeGreaterThan(0)
  model.items = new Map(model.seeds)
  model.gone = []
}

/** Sends requests and holds every answer against what the spec declares for it. */
export function checkedSender(app: TestApp, mockApi: MockApi, shape: Shape): Real['send'] {
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
