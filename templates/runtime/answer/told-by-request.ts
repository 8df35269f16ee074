import type { Operation } from '#engine/specs/mock-api.ts'
import { thingsOfPath } from '../generate/path-things.ts'
import { type Asked, type Told, wholeNumber } from '../generate/told-value.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type FoundId, findIds, isNamedForThing } from '../state/find-id.ts'
import { findItem } from '../state/find-item.ts'
import { memberAt, withMember } from '../state/item-members.ts'
import { countOf } from '../state/list-plan.ts'
import { requestSchema } from '../state/operation-schemas.ts'
import { endParameter, lastName } from '../state/path-shape.ts'
import { findRepeats, type Repeats, type Source } from './find-repeats.ts'
import { propertyNames } from './schema-parts.ts'

/** What of a request an answer may repeat. */
export interface RequestFacts {
  /** Raw path parameters, percent-decoded. */
  params: Readonly<Record<string, string>>
  /** Every query parameter as received. */
  query(): URLSearchParams
  /** Parsed body; undefined when there is none. */
  body: unknown
}

/** Reads from requests what fresh answers to them repeat: what the path and the query say, and what was sent. */
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
  /** What else of path and query the answer says again. */
  repeats: Repeats
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
    read(operation, schema, facts) {
      const { params, body } = facts
      const { parameter, ids, echo, things, repeats } = placesOf(operation, schema)
      const asked = askedOf(repeats, facts, ids, params[parameter])
      const part = echo === null ? undefined : memberAt(body, echo.from)
      const sent = echo === null || !isRecord(part) ? undefined : wrapped(part, echo.to)
      const isPlain = asked === undefined && sent === undefined && Object.keys(params).length === 0
      if (isPlain) return undefined
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
    repeats: findRepeats(operation, schema, store),
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

/** The id in the path stands where it is found first, whatever else is asked of its member. */
function askedOf(
  { members, list }: Repeats,
  facts: RequestFacts,
  ids: readonly FoundId[],
  text: string | undefined,
): Asked | undefined {
  const id = text ? ids.find(({ type }) => type !== 'integer' || wholeNumber(text) !== null) : null
  let asked: Asked | undefined
  if (list !== null) asked = withAsked(asked, list.at, askedList(list, facts))
  for (const { at, from } of members) asked = withAsked(asked, at, askedBy(from, facts))
  return id ? withAsked(asked, id.at, text) : asked
}

function askedList(
  { limit, members }: NonNullable<Repeats['list']>,
  facts: RequestFacts,
): Asked | undefined {
  const most = limit === null ? null : countOf(askedBy(limit, facts))
  let each: Asked | undefined
  for (const { at, from } of members) each = withAsked(each, at, askedBy(from, facts))
  return most === null && each === undefined ? undefined : { most, each }
}

function askedBy({ in: where, name }: Source, { params, query }: RequestFacts): string | undefined {
  return (where === 'path' ? params[name] : query().get(name)) || undefined
}

/** The same with one thing more; what is asked of the whole already stays. */
function withAsked(
  asked: Asked | undefined,
  [name, ...rest]: readonly string[],
  what: Asked | undefined,
): Asked | undefined {
  if (what === undefined) return asked
  if (name === undefined) return asked ?? what
  if (asked !== undefined && !(asked instanceof Map)) return asked
  const inner = withAsked(asked?.get(name), rest, what)
  return inner === undefined ? asked : new Map([...(asked ?? []), [name, inner]])
}

function wrapped(part: Record<string, unknown>, at: readonly string[]): Record<string, unknown> {
  return at.length === 0 ? part : withMember({}, at, part)
}

function pathIds(
  things: Places['things'],
  params: RequestFacts['params'],
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const [name, value] of Object.entries(params)) ids.set(`{${name}}`, value)
  for (const [thing, parameter] of things) {
    const id = params[parameter]
    if (id !== undefined) ids.set(thing, id)
  }
  return ids
}
