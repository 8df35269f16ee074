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
  patchType: string
}

export const usual = {
  itemIn: (body: Json) => body,
  wrapped: (item: Json) => item,
  id: 'id',
  totalIn: () => null,
  patchType: 'application/json',
}

export function document(paths: Json, schemas: Json): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Shape', version: '1' },
    paths,
    components: { schemas },
  }
}
