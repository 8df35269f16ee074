import { itemSchema, propertyNames, propertySchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection, CollectionOperation, Spot } from './collection.ts'
import { findItem, findList, type Sought } from './find-item.ts'
import { requestSchema } from './operation-schemas.ts'
import { lastName } from './path-shape.ts'

type SpotWithSchema = Spot & { schema: JsonSchema }

/** Finds where the things of a collection stand in bodies; what was found is remembered. */
export interface Spots {
  /** In an answer; null when there is no place for it. */
  find(
    collection: Collection,
    by: CollectionOperation,
    schema: JsonSchema | undefined,
    kind: 'item' | 'list',
  ): SpotWithSchema | null
  /** In the body that an operation takes: one thing, or a list of them. */
  inRequest(collection: Collection, by: CollectionOperation): Spot
}

const wholeBody: Spot = { at: [], isList: false }

export function createSpots(store: SchemaStore): Spots {
  const found = new WeakMap<CollectionOperation, Map<JsonSchema, SpotWithSchema | null>>()
  const requests = new WeakMap<CollectionOperation, Spot>()

  function soughtOf(collection: Collection): Sought {
    const { path, itemSchema: item, operations } = collection
    const parameter = operations.find((each) => each.keyParameter !== null)?.keyParameter ?? null
    return {
      name: lastName(path),
      schemas: [item],
      members: new Set(propertyNames(item, store)),
      parameter,
    }
  }

  /** Where the user says that it stands. */
  function corrected(
    schema: JsonSchema,
    at: readonly string[],
    isList: boolean,
  ): SpotWithSchema | null {
    let there: JsonSchema | undefined = schema
    for (const name of at) there = propertySchema(there, name, store)
    const of = isList ? itemSchema(there, store) : there
    return of === undefined ? null : { at, isList, schema: of }
  }

  function look(
    collection: Collection,
    schema: JsonSchema,
    kind: 'item' | 'list',
  ): SpotWithSchema | null {
    const at = kind === 'list' ? collection.listAt : collection.itemAt
    if (at !== undefined) return corrected(schema, at, kind === 'list')
    const sought = soughtOf(collection)
    return kind === 'list' ? findList(schema, sought, store) : findItem(schema, sought, store)
  }

  return {
    find(collection, by, schema, kind) {
      if (schema === undefined || schema === true) {
        return { at: [], isList: kind === 'list', schema: true }
      }
      const bySchema = found.get(by) ?? new Map<JsonSchema, SpotWithSchema | null>()
      found.set(by, bySchema)
      let spot = bySchema.get(schema)
      if (spot === undefined) {
        spot = look(collection, schema, kind)
        bySchema.set(schema, spot)
      }
      return spot
    },
    inRequest(collection, by) {
      let spot = requests.get(by)
      if (spot === undefined) {
        spot = findItem(requestSchema(by.operation), soughtOf(collection), store) ?? wholeBody
        requests.set(by, spot)
      }
      return spot
    },
  }
}
