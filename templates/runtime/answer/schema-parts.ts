import { isRecord, type JsonSchema, type SchemaObject } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'

/** More parts than this tell nothing new about how to write a value. */
const partLimit = 200

/** A schema, what it refers to, and the members of its compositions, each once, nearest first. */
export function partsOf(schema: JsonSchema | undefined, store: SchemaStore): SchemaObject[] {
  const parts = new Set<SchemaObject>()
  const waiting: unknown[] = [schema]
  while (waiting.length > 0 && parts.size < partLimit) {
    const next = waiting.shift()
    if (!isSchemaObject(next) || parts.has(next)) {
      continue
    }
    parts.add(next)
    if (typeof next.$ref === 'string') {
      // Without its siblings, a reference resolves to its target.
      waiting.push(store.resolve({ $ref: next.$ref }))
    }
    for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
      const members = next[keyword]
      if (Array.isArray(members)) {
        waiting.push(...members)
      }
    }
  }
  return [...parts]
}

/** The schema of a member of an object. */
export function propertySchema(
  schema: JsonSchema | undefined,
  name: string,
  store: SchemaStore,
): JsonSchema | undefined {
  for (const { properties, additionalProperties } of partsOf(schema, store)) {
    if (isRecord(properties) && Object.hasOwn(properties, name)) {
      return asSchema(properties[name])
    }
    if (isRecord(additionalProperties)) {
      return additionalProperties
    }
  }
  return undefined
}

/** The schema of the items of a list. */
export function itemSchema(
  schema: JsonSchema | undefined,
  store: SchemaStore,
): JsonSchema | undefined {
  for (const { items } of partsOf(schema, store)) {
    if (items !== undefined) {
      return asSchema(items)
    }
  }
  return undefined
}

/** Names of the members an object schema lists, in its order. */
export function propertyNames(schema: JsonSchema | undefined, store: SchemaStore): string[] {
  const names = partsOf(schema, store).flatMap(({ properties }) =>
    isRecord(properties) ? Object.keys(properties) : [],
  )
  return [...new Set(names)]
}

export type ValueShape = 'object' | 'array' | 'string' | 'binary' | 'scalar' | 'unknown'

/** What kind of value a schema describes, as far as it says. */
export function shapeOfSchema(schema: JsonSchema | undefined, store: SchemaStore): ValueShape {
  for (const part of partsOf(schema, store)) {
    const types = (Array.isArray(part.type) ? part.type : [part.type]).filter(
      (type) => typeof type === 'string' && type !== 'null',
    )
    if (types[0] === 'object' || part['properties'] !== undefined) {
      return 'object'
    }
    if (types[0] === 'array' || part['items'] !== undefined) {
      return 'array'
    }
    if (types[0] === 'string') {
      return part['format'] === 'binary' ? 'binary' : 'string'
    }
    if (types.length > 0) {
      return 'scalar'
    }
  }
  return 'unknown'
}

/** An example written into the schema itself or what it refers to. */
export function schemaExample(
  schema: JsonSchema | undefined,
  store: SchemaStore,
): { value: unknown } | null {
  if (!isSchemaObject(schema)) {
    return null
  }
  const target = typeof schema.$ref === 'string' ? store.resolve({ $ref: schema.$ref }) : null
  for (const part of [schema, target]) {
    if (!isSchemaObject(part)) {
      continue
    }
    if (part['example'] !== undefined) {
      return { value: part['example'] }
    }
    const [first] = Array.isArray(part['examples']) ? part['examples'] : []
    if (first !== undefined) {
      return { value: first }
    }
  }
  return null
}

function isSchemaObject(value: unknown): value is SchemaObject {
  return isRecord(value)
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'boolean' || isSchemaObject(value) ? value : undefined
}
