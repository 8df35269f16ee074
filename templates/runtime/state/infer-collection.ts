import type { CollectionRole } from '#contract/state.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { propertyNames, propertySchema, shapeOfSchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { planClear } from './clear-collection.ts'
import { type Collection, type CollectionOperation, isKnownElsewhere } from './collection.ts'
import { findId, isInteger } from './find-id.ts'
import { alike, type FoundSpot, findItem, findList, likeness, type Sought } from './find-item.ts'
import { isGet, type PathGroup, type PathOperation } from './group-paths.ts'
import { requestSchema, successSchema } from './operation-schemas.ts'
import { lastName } from './path-shape.ts'
import { rateCollection } from './rate-collection.ts'

/** Items that a collection is seeded with: on its own, and below each item of another. */
const usualSeed = { own: 5, nested: 3 }

/** What a group of paths tells of a collection; null when it is none. */
export function inferCollection(group: PathGroup, store: SchemaStore): Collection | null {
  const name = lastName(group.path)
  const [below] = group.below
  const parameter = below?.keyParameter ?? null
  const nothing: Sought = { name, schemas: [], members: new Set(), parameter }
  const readers = plainFirst(group.below.filter(isGet))
  const shown = readers.map(({ operation }) => findItem(successSchema(operation), nothing, store))
  const schemas = shown.flatMap((spot) => (spot === null ? [] : [spot.schema]))
  const lister = findLister(
    group,
    { name, schemas, members: membersOf(schemas[0], store), parameter },
    store,
  )
  const known = lister === null ? schemas : [lister.spot.schema, ...schemas]
  const sought: Sought = { name, schemas: known, members: membersOf(known[0], store), parameter }
  const reader = readers
    .map((one) => ({ one, spot: findItem(successSchema(one.operation), sought, store) }))
    .find(({ spot }) => spot !== null)
  const itemSchema = reader?.spot?.schema ?? lister?.spot.schema
  if (itemSchema === undefined) return null

  const thing: Sought = {
    name,
    schemas: [itemSchema, ...known],
    members: new Set([...membersOf(itemSchema, store), ...sought.members]),
    parameter,
  }
  const operations: CollectionOperation[] = []
  const leftOut: string[] = []
  const add = ({ operation, scope, keyParameter }: PathOperation, role: CollectionRole) =>
    operations.push({ operation, scope, keyParameter, role })
  if (lister !== null) {
    add(lister.one, 'list')
    for (const one of group.above.filter(isGet)) {
      const spot = one === lister.one ? null : findList(successSchema(one.operation), sought, store)
      if (spot !== null && isSame(spot.schema, lister.spot.schema, store)) add(one, 'list')
    }
  }
  if (reader !== undefined) add(reader.one, 'read')
  for (const one of [...group.above, ...group.below]) {
    const role = writeRole(one, thing, group, store)
    if (role === null) continue
    if (one.isVariant) leftOut.push(one.operation.id)
    else add(one, role)
  }
  const roles = new Set(operations.map(({ role }) => role))
  if (roles.size < 2) return null

  const keySchema =
    below?.operation.parameters.find((each) => each.in === 'path' && each.name === parameter)
      ?.schema ?? true
  const id = findId(itemSchema, { collection: name, parameter, keySchema }, store)
  const isElsewhere = isKnownElsewhere({ operations, seed: usualSeed.own })
  for (const one of group.above) {
    const { method } = one.operation
    if (method !== 'DELETE' || one.isVariant || isElsewhere) continue
    // It goes last, as the role is first of all about one item.
    if (planClear(one.operation, { path: group.path, itemSchema, id }, store)) add(one, 'remove')
  }
  const hasScope = (operations[0]?.scope.length ?? 0) > 0
  return {
    name,
    path: group.path,
    itemPath: group.itemPath,
    id:
      id === null
        ? null
        : {
            ...id,
            type: id.type === 'integer' || isInteger(keySchema, store) ? 'integer' : 'string',
          },
    itemSchema,
    keySchema,
    parent: null,
    operations,
    seed: hasScope ? usualSeed.nested : usualSeed.own,
    ...rateCollection({
      roles,
      idScore: id?.score ?? 0,
      sameSchema: isSame(reader?.spot?.schema, lister?.spot.schema, store),
      joined: group.joined,
      wrapped: (lister?.spot.at.length ?? 0) > 0,
      leftOut,
      isElsewhere,
    }),
    corrected: false,
    off: false,
  }
}

function findLister(
  group: PathGroup,
  sought: Sought,
  store: SchemaStore,
): { one: PathOperation; spot: FoundSpot } | null {
  for (const one of plainFirst(group.above.filter(isGet))) {
    const spot = findList(successSchema(one.operation), sought, store)
    if (spot !== null) return { one, spot }
  }
  return null
}

/** What method and path alone mean goes before what query or headers choose. */
function plainFirst(operations: readonly PathOperation[]): PathOperation[] {
  return operations.toSorted((one, other) => Number(one.isVariant) - Number(other.isVariant))
}

/** What an operation that changes something does; null when it is about something else. */
function writeRole(
  { operation, keyParameter }: PathOperation,
  thing: Sought,
  group: PathGroup,
  store: SchemaStore,
): CollectionRole | null {
  const { method } = operation
  if (keyParameter !== null) {
    if (method === 'DELETE') return removesPart(operation, store) ? null : 'remove'
    if (method === 'PUT') return takesOne(operation, store) ? 'replace' : null
    if (method === 'PATCH') return 'update'
    return method === 'POST' && isAbout(operation, thing, store) ? 'update' : null
  }
  if (method === 'POST') return creates(operation, thing, group, store) ? 'create' : null
  // A whole item sent to the path of the collection names itself by its id.
  return method === 'PUT' && group.below.length > 0 && isAbout(operation, thing, store)
    ? 'replace'
    : null
}

/** Ends and beginnings of names for doing something to many things at once. */
const several = /batch|bulk|multiple|import/i

/** Whether a POST on the path of the collection makes an item, or each of a list of them. */
function creates(operation: Operation, thing: Sought, group: PathGroup, store: SchemaStore) {
  if (sendsList(operation, thing, store)) {
    // What a list without items of its own asks for may be a thing that nothing is stored of, as in `?resourceArn=`.
    return group.below.length > 0 || !group.above.some(asksForQuery)
  }
  if (!takesOne(operation, store)) return false
  if (isAbout(operation, thing, store)) return true
  const standsAlone = group.below.length === 0
  if (standsAlone) return false
  if (findItem(successSchema(operation), thing, store) !== null) return true
  // 201 says that something is there now, whatever was sent for it: a card for a payment, a source for a model.
  const isCreated = operation.responses.some(({ status }) => status === '201')
  return isCreated && group.below.some(isGet) && !several.test(operation.id)
}

function asksForQuery({ operation }: PathOperation): boolean {
  return operation.parameters.some((each) => each.in === 'query' && each.required)
}

/** True when the request holds a list of what looks like the things, and does not look like one of them itself. */
function sendsList(operation: Operation, thing: Sought, store: SchemaStore): boolean {
  const spot = findItem(requestSchema(operation), thing, store)
  return spot?.isList === true && likeness(spot.schema, thing, store) >= alike
}

/** True where the query has to name things, as in `?tagKeys=a&tagKeys=b`: these go, and not the item. */
function removesPart({ parameters }: Operation, store: SchemaStore): boolean {
  return parameters.some(
    (each) => each.in === 'query' && each.required && shapeOfSchema(each.schema, store) === 'array',
  )
}

/** True when a body of the request or, without one, of the answer resembles the thing. */
function isAbout(operation: Operation, thing: Sought, store: SchemaStore): boolean {
  const sent = requestSchema(operation)
  if (sent === undefined || membersOf(sent, store).size === 0) {
    return findItem(successSchema(operation), thing, store) !== null
  }
  const spot = findItem(sent, thing, store)
  return spot !== null && !spot.isList && spot.score > 0
}

/** False for bodies that are lists: many things at once are no single item. */
function takesOne(operation: Operation, store: SchemaStore): boolean {
  const sent = requestSchema(operation)
  return sent === undefined || shapeOfSchema(sent, store) !== 'array'
}

function membersOf(schema: JsonSchema | undefined, store: SchemaStore): Set<string> {
  const names = new Set(propertyNames(schema, store))
  // Members of a lone wrapper such as `{user: {…}}` count as well.
  const [only] = names
  if (names.size === 1 && only !== undefined) {
    for (const name of propertyNames(propertySchema(schema, only, store), store)) names.add(name)
  }
  return names
}

function isSame(
  one: JsonSchema | undefined,
  other: JsonSchema | undefined,
  store: SchemaStore,
): boolean | null {
  if (one === undefined || other === undefined) return null
  return store.resolve(one) === store.resolve(other)
}
