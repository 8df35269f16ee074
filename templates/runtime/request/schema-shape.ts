import type { JsonSchema, SchemaObject } from '../schemas/json-schema.ts'
import type { SafePattern } from '../schemas/safe-pattern.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'

export type Kind = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object'

/** What a schema says about the outer form of its values, through references and combinations. */
export interface SchemaShape {
  /** Null when every kind of value is possible. */
  kinds: ReadonlySet<Kind> | null
  /** The kind when there is one only; never `null`, which several texts stand for. */
  onlyKind: Kind | null
  /** Kinds that an untyped schema talks about, such as `object` when it has `properties`. */
  hints: ReadonlySet<Kind>
  /** Each with the schemas that the branches give it, as alternatives. */
  properties: ReadonlyMap<string, JsonSchema>
  patternProperties: readonly { pattern: SafePattern; schema: JsonSchema }[]
  additionalProperties: JsonSchema
  /** True when the schema says itself that further properties may come. */
  open: boolean
  items: JsonSchema
  prefixItems: readonly JsonSchema[]
}

interface Collected {
  kinds: Set<Kind> | null
  hints: Set<Kind>
  properties: Map<string, JsonSchema[]>
  patterns: { pattern: SafePattern; schema: JsonSchema }[]
  additional: JsonSchema[]
  items: JsonSchema[]
  prefixItems: JsonSchema[]
}

const OBJECT_KEYWORDS = ['properties', 'additionalProperties', 'patternProperties', 'required']
const ARRAY_KEYWORDS = ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains']

export type ShapeReader = (schema: JsonSchema) => SchemaShape

/** Returns a function that describes schemas, each once. */
export function createShapeReader(store: SchemaStore): ShapeReader {
  const shapes = new WeakMap<object, SchemaShape>()
  const collections = new WeakMap<object, Collected>()
  const anything = finish(emptyCollection())

  return (schema) => {
    if (typeof schema !== 'object' || schema === null) return anything
    const known = shapes.get(schema)
    if (known) return known
    const shape = finish(collect(schema))
    shapes.set(schema, shape)
    return shape
  }

  function collect(schema: JsonSchema): Collected {
    if (typeof schema !== 'object' || schema === null) return emptyCollection()
    const known = collections.get(schema)
    if (known) return known
    const own = collectOwn(schema, store)
    // Entered before its parts are looked at: a schema that contains itself says nothing new there.
    collections.set(schema, own)
    if (schema.$ref !== undefined) {
      // Keywords beside the reference are collected already.
      narrow(own, collect(store.resolve({ $ref: schema.$ref })))
    }
    for (const part of schemasOf(schema['allOf'])) narrow(own, collect(part))
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = schemasOf(schema[keyword])
      if (branches.length > 0) narrow(own, unite(branches.map(collect)))
    }
    for (const part of schemasOf([schema['then'], schema['else']])) addMembers(own, collect(part))
    return own
  }
}

function emptyCollection(): Collected {
  return {
    kinds: null,
    hints: new Set(),
    properties: new Map(),
    patterns: [],
    additional: [],
    items: [],
    prefixItems: [],
  }
}

function collectOwn(schema: SchemaObject, store: SchemaStore): Collected {
  const own = emptyCollection()
  if (schema.type !== undefined) own.kinds = new Set([schema.type].flat() as Kind[])
  else if (Array.isArray(schema['enum'])) own.kinds = new Set(schema['enum'].map(kindOf))
  else if (schema['const'] !== undefined) own.kinds = new Set([kindOf(schema['const'])])
  if (OBJECT_KEYWORDS.some((keyword) => schema[keyword] !== undefined)) own.hints.add('object')
  if (ARRAY_KEYWORDS.some((keyword) => schema[keyword] !== undefined)) own.hints.add('array')
  for (const [name, property] of entriesOf(schema['properties'])) {
    own.properties.set(name, [property])
  }
  for (const [source, property] of entriesOf(schema['patternProperties'])) {
    const pattern = store.pattern(source)
    if (pattern) own.patterns.push({ pattern, schema: property })
  }
  own.additional = schemasOf([schema['additionalProperties']])
  own.items = schemasOf([schema['items']])
  own.prefixItems = schemasOf(schema['prefixItems'])
  return own
}

/** Both must hold: only the kinds that both allow are left. */
function narrow(target: Collected, other: Collected): void {
  if (other === target) return
  if (other.kinds)
    target.kinds = target.kinds ? commonKinds(target.kinds, other.kinds) : other.kinds
  addMembers(target, other)
}

/** One of them must hold. */
function unite(branches: readonly Collected[]): Collected {
  const united = emptyCollection()
  if (branches.every((branch) => branch.kinds !== null)) {
    united.kinds = new Set(branches.flatMap((branch) => [...(branch.kinds ?? [])]))
  }
  for (const branch of branches) addMembers(united, branch)
  return united
}

function addMembers(target: Collected, other: Collected): void {
  if (other === target) return
  for (const [name, schemas] of other.properties) {
    const known = target.properties.get(name) ?? []
    target.properties.set(name, [...new Set([...known, ...schemas])])
  }
  for (const hint of other.hints) target.hints.add(hint)
  target.patterns = [...target.patterns, ...other.patterns]
  target.additional = [...target.additional, ...other.additional]
  target.items = [...target.items, ...other.items]
  if (target.prefixItems.length === 0) target.prefixItems = other.prefixItems
}

function commonKinds(first: ReadonlySet<Kind>, second: ReadonlySet<Kind>): Set<Kind> {
  const common = new Set<Kind>()
  for (const kind of first) {
    if (second.has(kind)) common.add(kind)
    else if (kind === 'integer' && second.has('number')) common.add('integer')
    else if (kind === 'number' && second.has('integer')) common.add('integer')
  }
  return common
}

function finish(collected: Collected): SchemaShape {
  const properties = new Map<string, JsonSchema>()
  for (const [name, schemas] of collected.properties) properties.set(name, anyOf(schemas))
  const kinds = [...(collected.kinds ?? [])]
  const only = kinds[0]
  return {
    kinds: collected.kinds,
    onlyKind: only !== undefined && kinds.length === 1 && only !== 'null' ? only : null,
    hints: collected.hints,
    properties,
    patternProperties: collected.patterns,
    additionalProperties: anyOf(collected.additional),
    open: collected.patterns.length > 0 || collected.additional.some((schema) => schema !== false),
    items: anyOf(collected.items),
    prefixItems: collected.prefixItems,
  }
}

function anyOf(schemas: JsonSchema[]): JsonSchema {
  // `false` closes one branch and says nothing about the values of the others.
  const open = [...new Set(schemas.filter((schema) => schema !== false))]
  if (open.length > 1) return { anyOf: open }
  return open[0] ?? true
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object'
}

function schemasOf(value: unknown): JsonSchema[] {
  if (!Array.isArray(value)) return []
  return value.filter((each) => typeof each === 'boolean' || isObject(each)) as JsonSchema[]
}

function entriesOf(value: unknown): [string, JsonSchema][] {
  return isObject(value) ? (Object.entries(value) as [string, JsonSchema][]) : []
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
