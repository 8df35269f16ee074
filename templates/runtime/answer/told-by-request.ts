import type { Operation } from '#engine/specs/mock-api.ts'
import { thingsOfPath } from '../generate/path-things.ts'
import { type AskedMembers, type Told, wholeNumber } from '../generate/told-value.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type FoundId, findIds, isNamedForThing } from '../state/find-id.ts'
import { findItem } from '../state/find-item.ts'
import { requestSchema } from '../state/infer-collection.ts'
import { memberAt, withMember } from '../state/item-members.ts'
import { endParameter, lastName } from '../state/path-shape.ts'
import { propertyNames } from './schema-parts.ts'

/** What of a request an answer may repeat. */
export interface RequestFacts {
  /** Raw path parameters, percent-decoded. */
  params: Readonly<Record<string, string>>
  /** Parsed body; undefined when there is none. */
  body: unknown
}

/** Reads from requests what fresh answers to them repeat: the id in the path, and what was sent. */
export interface ToldReader {
  read(operation: Operation, schema: JsonSchema, facts: RequestFacts): Told | undefined
}

/** Where an operation's requests and answers say the same. */
interface Places {
  /** Name of the parameter at the end of the path. */
  parameter: string
  /** Members that may hold its value, most likely first. */
  ids: readonly FoundId[]
  /** What is sent, and where the answer shows it; null where it does not. */
  echo: { from: readonly string[]; to: readonly string[] } | null
  /** Things with the parameters that hold their ids. */
  things: readonly (readonly [thing: string, parameter: string])[]
}

/** How much of what was sent an answer has to know to be about it. */
const leastShare = 0.3

const writes: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** Makes a reader; where things stand is worked out once for an operation and the schema of its answer. */
export function createToldReader(store: SchemaStore): ToldReader {
  const known = new WeakMap<Operation, Map<JsonSchema, Places>>()

  function placesOf(operation: Operation, schema: JsonSchema): Places {
    const bySchema = known.get(operation) ?? new Map<JsonSchema, Places>()
    known.set(operation, bySchema)
    let places = bySchema.get(schema)
    if (places === undefined) {
      places = findPlaces(operation, schema, store)
      bySchema.set(schema, places)
    }
    return places
  }

  return {
    read(operation, schema, { params, body }) {
      const { parameter, ids, echo, things } = placesOf(operation, schema)
      const asked = askedMembers(ids, params[parameter])
      const part = echo === null ? undefined : memberAt(body, echo.from)
      const sent = echo === null || !isRecord(part) ? undefined : wrapped(part, echo.to)
      if (asked === undefined && sent === undefined && things.length === 0) return undefined
      return { sent, asked, pathIds: pathIds(things, params) }
    },
  }
}

function findPlaces(operation: Operation, schema: JsonSchema, store: SchemaStore): Places {
  const { path } = operation
  const parameter = endParameter(path) ?? ''
  return {
    parameter,
    ids: parameter === '' ? [] : findOwnIds(operation, parameter, schema, store),
    echo: findEcho(operation, parameter, schema, store),
    things: [...thingsOfPath(path)],
  }
}

/** The members of the thing at the end of the path that are called as its parameter. */
function findOwnIds(
  { path, parameters }: Operation,
  parameter: string,
  schema: JsonSchema,
  store: SchemaStore,
): FoundId[] {
  const collection = lastName(path)
  const sought = { name: collection, schemas: [], members: new Set<string>(), parameter }
  const spot = findItem(schema, sought, store)
  if (spot === null || spot.isList) return []
  const own = parameters.find((each) => each.in === 'path' && each.name === parameter)
  const hints = { collection, parameter, keySchema: own?.schema ?? true }
  const isPlain = isNamedForThing(parameter, collection)
  return findIds(spot.schema, hints, store)
    .filter(({ isAlike }) => isPlain || isAlike)
    .map((id) => ({ ...id, at: [...spot.at, ...id.at] }))
}

/** Where the thing stands that is sent and answered; null where the answer is about something else. */
function findEcho(
  operation: Operation,
  parameter: string,
  schema: JsonSchema,
  store: SchemaStore,
): Places['echo'] {
  const taken = writes.has(operation.method) ? requestSchema(operation) : undefined
  if (taken === undefined) return null
  const name = lastName(operation.path)
  const nothing = { name, schemas: [], members: new Set<string>(), parameter: parameter || null }
  const sent = findItem(taken, nothing, store)
  if (sent === null || sent.isList) return null
  const members = new Set(propertyNames(sent.schema, store))
  const shown = findItem(schema, { ...nothing, schemas: [sent.schema], members }, store)
  if (shown === null || shown.isList) return null
  const names = propertyNames(shown.schema, store)
  const shared = names.filter((each) => members.has(each)).length
  const isAbout = shared > 0 && shared / Math.min(names.length, members.size) >= leastShare
  return isAbout ? { from: sent.at, to: shown.at } : null
}

function askedMembers(ids: readonly FoundId[], text: string | undefined): AskedMembers | undefined {
  if (text === undefined || text === '') return undefined
  const id = ids.find(({ type }) => type !== 'integer' || wholeNumber(text) !== null)
  if (id === undefined) return undefined
  let asked: string | AskedMembers = text
  for (const name of id.at.toReversed()) asked = new Map([[name, asked]])
  return typeof asked === 'string' ? undefined : asked
}

function wrapped(part: Record<string, unknown>, at: readonly string[]): Record<string, unknown> {
  return at.length === 0 ? part : withMember({}, at, part)
}

function pathIds(
  things: Places['things'],
  params: RequestFacts['params'],
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const [thing, parameter] of things) {
    const id = params[parameter]
    if (id !== undefined) ids.set(thing, id)
  }
  return ids
}
