import type { JsonSchema } from './json-schema.ts'
import { isRecord } from './json-schema.ts'
import type { Keywords } from './keywords.ts'
import { readKeywords } from './keywords.ts'

/** Looks schemas up by reference and remembers what was read of them. */
export interface SchemaIndex {
  /** The keywords of a schema; of a boolean schema none. */
  keywords(schema: JsonSchema): Keywords
  /** What `#/schemas/<name>` refers to; undefined when there is no such schema. */
  target(ref: string): JsonSchema | undefined
  /** `<name>` of `#/schemas/<name>`, unescaped. */
  nameOf(ref: string): string | undefined
  /** The schema at the end of a chain of references that say nothing else; `true` for a dead end or a ring. */
  resolve(schema: JsonSchema): JsonSchema
  /** A schema by its name. */
  named(name: string): JsonSchema | undefined
  names(): Iterable<string>
}

const nothing: Keywords = {}

function decodeSegment(segment: string): string {
  let decoded = segment
  try {
    decoded = decodeURIComponent(segment)
  } catch {
    // A lone percent sign is part of the name.
  }
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~')
}

function step(value: unknown, key: string): unknown {
  const holdsKey = (isRecord(value) || Array.isArray(value)) && Object.hasOwn(value, key)
  // hasOwn has just shown that the key is there.
  return holdsKey ? (value as Record<string, unknown>)[key] : undefined
}

const asSchema = (value: unknown): JsonSchema | undefined =>
  // Any object may stand where a schema is referred to; its keywords are checked when read.
  isRecord(value) || typeof value === 'boolean' ? (value as JsonSchema) : undefined

/** An index over the schemas of an API. Reads nothing until asked. */
export function createSchemaIndex(schemas: Record<string, JsonSchema>): SchemaIndex {
  const read = new WeakMap<object, Keywords>()
  const targets = new Map<string, JsonSchema | undefined>()
  const named = (name: string) =>
    Object.hasOwn(schemas, name) ? asSchema(schemas[name]) : undefined

  function find(ref: string): JsonSchema | undefined {
    const segments = ref.split('/')
    if (segments[0] !== '#' || segments[1] !== 'schemas' || segments.length < 3) return undefined
    let value: unknown = schemas
    for (const segment of segments.slice(2)) value = step(value, decodeSegment(segment))
    return asSchema(value)
  }

  const index: SchemaIndex = {
    named,
    names: () => Object.keys(schemas),
    keywords(schema) {
      if (typeof schema === 'boolean') return nothing
      let keywords = read.get(schema)
      if (!keywords) {
        keywords = readKeywords(schema)
        read.set(schema, keywords)
      }
      return keywords
    },
    target(ref) {
      if (!targets.has(ref)) targets.set(ref, find(ref))
      return targets.get(ref)
    },
    nameOf(ref) {
      const segments = ref.split('/')
      return segments.length === 3 ? decodeSegment(segments[2] ?? '') : undefined
    },
    resolve(schema) {
      const seen = new Set<JsonSchema>()
      let current = schema
      while (typeof current === 'object' && typeof current.$ref === 'string') {
        if (Object.keys(current).length > 1) return current
        if (seen.has(current)) return true
        seen.add(current)
        current = index.target(current.$ref) ?? true
      }
      return current
    },
  }
  return index
}
