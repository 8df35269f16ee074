import type { Operation } from '#engine/specs/mock-api.ts'
import { nameWords } from '../generate/name-words.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { findList } from '../state/find-item.ts'
import { type ListPlan, planList, type QueryPlace } from '../state/list-plan.ts'
import { lastName, parametersOf } from '../state/path-shape.ts'
import { propertyNames, propertySchema, shapeOfSchema } from './schema-parts.ts'

/** A parameter, and the member of an answer that says the same. */
export interface Repeat {
  at: readonly string[]
  from: Source
}

/** Where a request has a value: in its path, or in its query under the name that is written there. */
export interface Source {
  in: 'path' | 'query'
  name: string
}

/** What of a request's path and query an answer repeats. */
export interface Repeats {
  members: readonly Repeat[]
  /** The list that is asked for; null where the answer is no list. */
  list: {
    at: readonly string[]
    /** The parameter that says how many items there may be. */
    limit: Source | null
    /** Members of each item. */
    members: readonly Repeat[]
  } | null
}

/** How deep objects are looked into. */
const deepest = 2

/** Parameters called so identify a thing: which one depends on the path before it. */
const identifying =
  /(^| )(id|ids|uuid|guid|gid|uid|sid|key|ref)$|^(name|code|slug|title|number|username|user|login|handle|email)$/

/** Members that identify an object by a text that people know, most telling first. */
const naturalKeys = ['login', 'username', 'slug', 'code', 'key', 'name', 'id']

/** Names that members have for what parameters of a list call in many ways. */
const paging = [
  { of: 'page', words: /^(page|current page|page number|page no|page num)$/ },
  { of: 'limit', words: /^(limit|per page|page size|items per page|max results|page limit)$/ },
  { of: 'offset', words: /^(offset|skip|start|start index)$/ },
] as const

/** Finds out what answers of an operation repeat of its path and query: members that are called as the parameters are. */
export function findRepeats(operation: Operation, schema: JsonSchema, store: SchemaStore): Repeats {
  if (operation.method !== 'GET') return { members: [], list: null }
  const sources = [...sourcesOf(operation, store)]
  const sought = { name: lastName(operation.path), schemas: [], members: new Set<string>() }
  const spot = findList(schema, { ...sought, parameter: null }, store)
  const plan = spot === null ? null : planList(operation, spot.schema, store)
  return {
    members: [...membersIn(schema, [], sources, plan, store)],
    list:
      spot === null || plan === null
        ? null
        : {
            at: spot.at,
            limit: plan.limit === null ? null : sourceAt(plan.limit),
            members: [...membersOfItems(spot.schema, sources, plan, store)],
          },
  }
}

interface NamedSource {
  words: string
  from: Source
}

/** Parameters of one value each that do not identify a thing. */
function* sourcesOf({ path, parameters }: Operation, store: SchemaStore): Iterable<NamedSource> {
  for (const name of parametersOf(path)) {
    const words = nameWords(name).join(' ')
    if (!identifying.test(words)) yield { words, from: { in: 'path', name } }
  }
  for (const { in: where, name, schema } of parameters) {
    const isOne = ['string', 'scalar', 'unknown'].includes(shapeOfSchema(schema, store))
    if (where !== 'query' || !isOne) continue
    yield { words: nameWords(name).join(' '), from: { in: 'query', name } }
  }
}

/** As a query writes a parameter, or a member of one that is an object: `page[size]`. */
function sourceAt({ at: [name = '', ...inner] }: QueryPlace): Source {
  return { in: 'query', name: name + inner.map((member) => `[${member}]`).join('') }
}

function* membersIn(
  schema: JsonSchema,
  at: readonly string[],
  sources: readonly NamedSource[],
  plan: ListPlan | null,
  store: SchemaStore,
): Iterable<Repeat> {
  for (const name of propertyNames(schema, store)) {
    const member = propertySchema(schema, name, store) ?? true
    const shape = shapeOfSchema(member, store)
    if (shape === 'array') continue
    const words = nameWords(name).join(' ')
    const own = [...at, name]
    const from = sources.find((source) => source.words === words)?.from ?? pagingSource(words, plan)
    if (shape !== 'object') {
      if (from !== undefined) yield { at: own, from }
      continue
    }
    const key = from === undefined ? undefined : naturalKeyOf(member, store)
    if (from !== undefined && key !== undefined) yield { at: [...own, key], from }
    else if (own.length <= deepest) yield* membersIn(member, own, sources, plan, store)
  }
}

/** Items take what the path says of all of them, and what a filter asks of each. */
function* membersOfItems(
  item: JsonSchema,
  sources: readonly NamedSource[],
  { filters }: ListPlan,
  store: SchemaStore,
): Iterable<Repeat> {
  const inPath = sources.filter(({ from }) => from.in === 'path')
  yield* membersIn(item, [], inPath, null, store)
  for (const filter of filters) {
    if (filter.test === 'equals') yield { at: filter.member, from: sourceAt(filter) }
  }
}

function pagingSource(words: string, plan: ListPlan | null): Source | undefined {
  const role = paging.find((each) => each.words.test(words))?.of
  const place = role === undefined ? null : plan?.[role]
  return place ? sourceAt(place) : undefined
}

function naturalKeyOf(schema: JsonSchema, store: SchemaStore): string | undefined {
  const names = propertyNames(schema, store)
  return naturalKeys.find((key) => names.includes(key))
}
