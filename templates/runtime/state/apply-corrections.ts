import type { CollectionCorrection, CollectionRole, StateCorrections } from '#contract/state.ts'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { propertySchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import {
  type Collection,
  type CollectionOperation,
  type IdMember,
  operationOf,
  placeOf,
} from './collection.ts'
import { isInteger } from './find-id.ts'
import { findItem, findList } from './find-item.ts'
import { successOf } from './operation-schemas.ts'
import { lastName, parametersOf, pathShape } from './path-shape.ts'

/**
 * Puts what the user says in the place of what was inferred. Throws an Error that names the collection and the
 * member when it speaks of something the API does not have.
 */
export function applyCorrections(
  inferred: readonly Collection[],
  corrections: StateCorrections,
  { mockApi, store }: { mockApi: MockApi; store: SchemaStore },
): Collection[] {
  const given = Object.entries(corrections.collections)
  let all = inferred.map((each) => ({ ...each }))
  for (const [name, correction] of given) {
    const roles = Object.entries(correction.operations ?? {})
    for (const [id] of roles) {
      if (!mockApi.operations.some((operation) => operation.id === id)) {
        fail(name, `operations: the spec has no operation "${id}"`)
      }
    }
    const taken = new Set(roles.map(([id]) => id))
    // An operation belongs to one collection: the one that names it.
    all = all.map((each) => ({
      ...each,
      operations: each.operations.filter(({ operation }) => !taken.has(operation.id)),
    }))
    const before = all.find((each) => each.name === name)
    const added = roles.flatMap(([id, role]) =>
      role === 'none' ? [] : [operationWithRole(mockApi, id, role)],
    )
    const made = before ?? newCollection(name, added, store)
    const next = corrected(made, added, correction, store)
    all = before === undefined ? [...all, next] : all.map((each) => (each === before ? next : each))
  }
  for (const [name, { parent }] of given) {
    if (typeof parent === 'string' && !all.some((each) => each.name === parent)) {
      fail(name, `parent: there is no collection "${parent}"`)
    }
  }
  return all.filter(({ operations }) => operations.length > 0)
}

function corrected(
  collection: Collection,
  added: readonly CollectionOperation[],
  correction: CollectionCorrection,
  store: SchemaStore,
): Collection {
  const operations = [...added, ...collection.operations]
  const onItem = operations.find(({ keyParameter }) => keyParameter !== null)
  const { off, id, listAt, itemAt, parent, seed } = correction
  return {
    ...collection,
    operations,
    itemPath: onItem?.operation.path ?? collection.itemPath,
    keySchema: onItem === undefined ? collection.keySchema : keySchemaOf(onItem),
    id: id === undefined ? collection.id : idAt(collection, placeOf(id), store),
    ...(listAt === undefined ? {} : { listAt: placeOf(listAt) }),
    ...(itemAt === undefined ? {} : { itemAt: placeOf(itemAt) }),
    parent: parent === undefined ? collection.parent : parent,
    seed: seed ?? collection.seed,
    off: off ?? false,
    confidence: 1,
    reasons: ['Corrected by data/collections.json.', ...collection.reasons],
    corrected: true,
  }
}

function idAt(collection: Collection, at: readonly string[], store: SchemaStore): IdMember {
  let schema: JsonSchema | undefined = collection.itemSchema
  for (const name of at) schema = propertySchema(schema, name, store)
  if (schema === undefined || at.length === 0) {
    fail(collection.name, `id: items have no member ${JSON.stringify(at.join('/'))} in the spec`)
  }
  return { at, schema, type: isInteger(schema, store) ? 'integer' : 'string' }
}

/** A collection that the inference did not find. */
function newCollection(
  name: string,
  operations: readonly CollectionOperation[],
  store: SchemaStore,
): Collection {
  const list = operationOf({ operations }, 'list')
  const read = operationOf({ operations }, 'read')
  const [first] = operations
  if (first === undefined || (list ?? read) === undefined) {
    fail(name, 'there is no such collection; give it operations, one of them with "list" or "read"')
  }
  const path = list?.operation.path ?? first.operation.path
  const sought = { name: lastName(path), schemas: [], members: new Set<string>(), parameter: null }
  const found =
    (read && findItem(schemaOf(read.operation), sought, store)) ??
    (list && findList(schemaOf(list.operation), sought, store))
  if (!found) {
    fail(name, 'neither its list nor its item is an object in the spec')
  }
  return {
    name,
    path,
    itemPath: null,
    id: null,
    itemSchema: found.schema,
    keySchema: true,
    parent: null,
    operations: [],
    seed: 5,
    confidence: 1,
    reasons: [],
    corrected: true,
    off: false,
  }
}

function schemaOf(operation: Operation): JsonSchema | undefined {
  return successOf(operation, 'read')?.response.content[0]?.schema
}

function operationWithRole(
  { operations }: MockApi,
  id: string,
  role: CollectionRole,
): CollectionOperation {
  const operation = operations.find((each) => each.id === id)
  if (operation === undefined) throw new Error(`The spec has no operation "${id}".`)
  const all = parametersOf(operation.path)
  const isOnItem =
    role !== 'list' &&
    role !== 'create' &&
    (pathShape(operation.path)?.keyParameter ?? null) !== null
  return {
    operation,
    role,
    scope: isOnItem ? all.slice(0, -1) : all,
    keyParameter: isOnItem ? (all.at(-1) ?? null) : null,
  }
}

function keySchemaOf({ operation, keyParameter }: CollectionOperation): JsonSchema {
  const found = operation.parameters.find(
    (each) => each.in === 'path' && each.name === keyParameter,
  )
  return found?.schema ?? true
}

function fail(name: string, why: string): never {
  throw new Error(
    `Cannot use collection "${name}" of data/collections.json: ${why}. Correct it and try again.`,
  )
}
