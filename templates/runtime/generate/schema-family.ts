import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaIndex } from '../schemas/schema-index.ts'
import { nameWords } from './name-words.ts'

/** What the named schemas of an API are to each other. */
export interface SchemaFamily {
  /** Names of the schemas that extend the named one by `allOf`. */
  heirsOf(name: string): readonly string[]
  /** Whether a schema of this name, in lower case, describes things with an id. */
  isIdentified(thing: string): boolean
  /** How many levels the smallest value of the schema has; Infinity when it has no end. */
  height(schema: JsonSchema): number
}

/** Answers from the schemas when first asked. */
export function createSchemaFamily(index: SchemaIndex): SchemaFamily {
  let heirs: Map<string, string[]> | undefined
  let identified: Set<string> | undefined
  const heights = new Map<JsonSchema, number>()

  function findHeirs(): Map<string, string[]> {
    const found = new Map<string, string[]>()
    for (const name of index.names()) {
      const schema = index.named(name)
      for (const part of (schema === undefined ? [] : index.keywords(schema).allOf) ?? []) {
        const { ref } = index.keywords(part)
        const parent = ref === undefined ? undefined : index.nameOf(ref)
        if (parent === undefined || parent === name) continue
        found.set(parent, [...(found.get(parent) ?? []), name])
      }
    }
    return found
  }

  function findIdentified(): Set<string> {
    const found = new Set<string>()
    for (const name of index.names()) {
      const { properties } = index.keywords(index.named(name) ?? true)
      if (properties?.has('id')) found.add(nameWords(name).join(' '))
    }
    return found
  }

  /** Height from the heights known so far; unknown ones count as endless. */
  function estimate(schema: JsonSchema, ask: (part: JsonSchema) => number): number {
    if (schema === false) return Number.POSITIVE_INFINITY
    if (schema === true) return 0
    const keywords = index.keywords(schema)
    const parts = [...(keywords.allOf ?? [])]
    if (keywords.ref !== undefined) parts.push(index.target(keywords.ref) ?? true)
    let height = Math.max(0, ...parts.map(ask))
    for (const branches of [keywords.anyOf, keywords.oneOf]) {
      if (branches) height = Math.max(height, Math.min(...branches.map(ask)))
    }
    return Math.max(height, ownHeight(schema, ask))
  }

  function ownHeight(schema: JsonSchema, ask: (part: JsonSchema) => number): number {
    const { types, enum: values, const: constant, ...keywords } = index.keywords(schema)
    const isScalar = types?.some((type) => type !== 'array' && type !== 'object')
    if (values || constant || isScalar) return 0
    const required = types?.includes('array') ? [] : (keywords.required ?? [])
    const others = keywords.additionalProperties ?? true
    const members = required.map((name) => ask(keywords.properties?.get(name) ?? others))
    const isArray = types?.includes('array') && !types.includes('object')
    const hasItem = isArray && (keywords.minItems ?? 0) > 0
    const items = hasItem ? [ask(keywords.prefixItems?.[0] ?? keywords.items ?? true)] : []
    const inner = [...members, ...items]
    return inner.length === 0 ? 0 : 1 + Math.max(...inner)
  }

  /** Finds all schemas that matter for one, then lowers their heights until nothing changes. */
  function settle(schema: JsonSchema) {
    const reached = new Set<JsonSchema>([schema])
    for (const current of reached) {
      // Only objects have an identity to remember.
      estimate(current, (part) => {
        if (typeof part === 'object' && !heights.has(part)) reached.add(part)
        return 0
      })
    }
    const value = (part: JsonSchema) =>
      typeof part === 'boolean'
        ? estimate(part, () => 0)
        : (heights.get(part) ?? Number.POSITIVE_INFINITY)
    for (let changed = true; changed; ) {
      changed = false
      for (const current of reached) {
        const height = estimate(current, value)
        if (height !== value(current)) changed = true
        heights.set(current, height)
      }
    }
  }

  return {
    heirsOf(name) {
      heirs ??= findHeirs()
      return heirs.get(name) ?? []
    },
    isIdentified(thing) {
      identified ??= findIdentified()
      return identified.has(thing)
    },
    height(schema) {
      if (typeof schema === 'boolean') return estimate(schema, () => 0)
      if (!heights.has(schema)) settle(schema)
      return heights.get(schema) ?? 0
    },
  }
}
