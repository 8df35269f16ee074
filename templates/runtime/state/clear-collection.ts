import type { Operation } from '#engine/specs/mock-api.ts'
import {
  itemSchema as itemSchemaOf,
  propertyNames,
  propertySchema,
  shapeOfSchema,
} from '../answer/schema-parts.ts'
import { nameWords } from '../generate/name-words.ts'
import { singular } from '../generate/singular.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type Collection, type CollectionOperation, isKnownElsewhere } from './collection.ts'
import { findItem } from './find-item.ts'
import { memberAt } from './item-members.ts'
import { type Filter, type ListPlan, planList } from './list-plan.ts'
import { requestSchema } from './operation-schemas.ts'
import { lastName } from './path-shape.ts'
import { selectItems } from './query-list.ts'
import { findKey, listOf, type Shelf } from './shelf.ts'
import type { PlacedRequest } from './state-request.ts'
import type { ShelfItem } from './stored-item.ts'

/** How a DELETE on the path of a collection says which items go. */
export interface ClearPlan {
  filters: ListPlan
  /** Where the body names them: a list of ids, or of things with their ids. Null where it takes none. */
  namedAt: readonly string[] | null
}

type Thing = Pick<Collection, 'path' | 'itemSchema' | 'id'>

/** Null where a query that is asked for, or the body, does not say which items are meant. */
export function planClear(
  operation: Operation,
  thing: Thing,
  store: SchemaStore,
): ClearPlan | null {
  const listed = planList(operation, thing.itemSchema, store)
  const filters = {
    ...listed,
    ...{ limit: null, offset: null, page: null, cursor: null, sort: null, direction: null },
    filters: [...listed.filters, ...idFilters(operation, thing, listed, store)],
  }
  const known = namesIn(filters)
  const isClear = operation.parameters.every(
    (each) => each.in !== 'query' || !each.required || known.has(each.name),
  )
  const sent = requestSchema(operation)
  const namedAt = sent === undefined ? null : placeOfNames(sent, thing, store)
  return isClear && (sent === undefined || namedAt !== null) ? { filters, namedAt } : null
}

/** Chooses the items that a request wants to be gone, or says why that cannot be told. */
export function createClearer(store: SchemaStore) {
  const plans = new WeakMap<CollectionOperation, ClearPlan | null>()

  return (request: PlacedRequest, shelf: Shelf): Chosen => {
    const { by, collection } = request
    let plan = plans.get(by)
    if (plan === undefined) {
      plan = isKnownElsewhere(collection) ? null : planClear(by.operation, collection, store)
      plans.set(by, plan)
    }
    return plan === null
      ? { why: 'the spec does not say which items go' }
      : chooseItems(request, shelf, plan)
  }
}

type Chosen = { items: readonly ShelfItem[] } | { why: string }

function chooseItems(
  { read, collection }: PlacedRequest,
  shelf: Shelf,
  { filters, namedAt }: ClearPlan,
): Chosen {
  const known = namesIn(filters)
  for (const [name, value] of Object.entries(read.query)) {
    if (value === undefined || (known.has(name) && value !== '')) continue
    return { why: `what "${name}" in the query means for what goes is not known` }
  }
  const { items } = selectItems(listOf(shelf), read.query, filters)
  if (namedAt === null) return { items }
  const named = memberAt(read.body, namedAt)
  if (!Array.isArray(named)) return { why: 'the body names no items' }
  const meant = new Set<ShelfItem>()
  for (const one of named) {
    const id: unknown = typeof one === 'object' ? memberAt(one, collection.id?.at ?? []) : one
    if (typeof id !== 'string' && typeof id !== 'number') {
      return { why: 'the body names items by something else than their ids' }
    }
    const item = findKey(shelf, String(id))
    if (item !== null) meant.add(item)
  }
  return { items: items.filter((item) => meant.has(item)) }
}

/** Names of the query parameters that choose items. */
function namesIn({ filters, search }: ListPlan): Set<string | undefined> {
  return new Set([...filters, ...(search === null ? [] : [search])].map(({ at }) => at[0]))
}

/** Parameters that mean ids by another name than the member has: `messageId`, `ids`. */
function idFilters(
  { parameters }: Operation,
  { path, id }: Thing,
  { filters }: ListPlan,
  store: SchemaStore,
): Filter[] {
  if (id === null) return []
  const own = nameWords(id.at.at(-1) ?? '').join(' ')
  const thing = nameWords(singular(lastName(path))).join(' ')
  const names = new Set(['id', 'item id', own, `${thing} id`, `${thing} ${own}`])
  return parameters.flatMap(({ in: place, name, schema }): Filter[] => {
    const words = nameWords(name).join(' ')
    const isId = names.has(words) || names.has(words.replace(/s$/, ''))
    const isPlain = shapeOfSchema(schema, store) !== 'object'
    const isKnown = filters.some(({ at }) => at[0] === name)
    if (place !== 'query' || !isId || !isPlain || isKnown) return []
    return [{ at: [name], schema, member: id.at, test: 'equals' }]
  })
}

/** Where a body names things: the whole of it, or its only list. */
function placeOfNames(
  sent: JsonSchema,
  { path, itemSchema, id }: Thing,
  store: SchemaStore,
): readonly string[] | null {
  if (id === null) return null
  const isNames = (schema: JsonSchema | undefined) => {
    const named = itemSchemaOf(schema, store)
    return named !== undefined && ['string', 'scalar'].includes(shapeOfSchema(named, store))
  }
  if (isNames(sent)) return []
  const sought = {
    name: lastName(path),
    schemas: [itemSchema],
    members: new Set<string>(),
    parameter: id.at.at(-1) ?? null,
  }
  const spot = findItem(sent, sought, store)
  if (spot?.isList === true) {
    let member: JsonSchema | undefined = spot.schema
    for (const name of id.at) member = propertySchema(member, name, store)
    if (member !== undefined) return spot.at
  }
  const [only, ...more] = propertyNames(sent, store)
  return more.length === 0 && only !== undefined && isNames(propertySchema(sent, only, store))
    ? [only]
    : null
}
