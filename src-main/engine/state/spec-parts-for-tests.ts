import type { StateCorrections } from '#contract/state.ts'

/** Parts of specs and what a test knows of their shape. */

export type Json = Record<string, unknown>

export const json = (schema: Json, more: Json = {}) => ({
  description: '',
  content: { 'application/json': { schema } },
  ...more,
})
export const nothing = { description: '' }
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const listOf = (items: Json) => ({ type: 'array', items })
export const takes = (schema: Json, type = 'application/json') => ({
  required: true,
  content: { [type]: { schema } },
})
export const query = (name: string, schema: Json) => ({ name, in: 'query', schema })
export const inPath = (name: string, schema: Json) => ({ name, in: 'path', required: true, schema })

export const whole = { type: 'integer', minimum: 1 }
export const text = { type: 'string', minLength: 1, maxLength: 40 }

export interface Shape {
  /** Path of the collection. */
  path: string
  /** Path of the items, without the id. */
  itemPath?: string
  /** Who says which id a new item has; `put` where items are made by putting them there. */
  idBy: 'server' | 'client' | 'put'
  spec: Json
  /** The item in an answer, the items in the answer to a list, and the body that carries one. */
  itemIn(body: Json): Json
  itemsIn(body: never): Json[]
  wrapped(item: Json): Json
  id: string
  /** Name of a parameter that limits a page, and how the next page is asked for. */
  limit: string
  next(body: Json, shown: number): string | null
  /** How many there are in all, where the list says so. */
  totalIn(body: Json): number | null
  /** The query that sorts a list by its kinds. */
  sortedBy(order: 'asc' | 'desc'): string
  patchType: string
  /** True where a JSON patch is taken as well. */
  takesJsonPatch: boolean
  /** How a DELETE on the path of the collection names what goes; null where there is none. */
  clearedBy: 'query' | 'body' | null
  /** What the user has to say of it. */
  corrections: StateCorrections
}

export const usual = {
  idBy: 'server' as const,
  itemIn: (body: Json) => body,
  wrapped: (item: Json) => item,
  id: 'id',
  totalIn: () => null,
  sortedBy: (order: 'asc' | 'desc') => (order === 'asc' ? 'sort=kind' : 'sort=-kind'),
  patchType: 'application/json',
  takesJsonPatch: false,
  clearedBy: null,
  corrections: { collections: {} },
}

export function document(paths: Json, schemas: Json): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Shape', version: '1' },
    paths,
    components: { schemas },
  }
}

/** A body for PATCH: members of an item, or a JSON patch. */
export const takesPatch = (schema: Json) => ({
  required: true,
  content: {
    'application/json': { schema },
    'application/json-patch+json': { schema: listOf({ type: 'object', required: ['op', 'path'] }) },
  },
})
