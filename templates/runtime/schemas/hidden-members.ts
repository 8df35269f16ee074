import type { JsonSchema } from './json-schema.ts'
import type { SchemaIndex } from './schema-index.ts'

/** Which way a body travels: to the API or from it. */
export type Direction = 'request' | 'response'

/** Members that a body of one direction need not have: `readOnly` ones in requests, `writeOnly` ones in responses. */
export interface HiddenMembers {
  isHidden(schema: JsonSchema): boolean
  /** Names of hidden members that the schema declares, also through `$ref` and `allOf`. */
  declaredBy(schema: JsonSchema): ReadonlySet<string>
  /** Names that the schema, or any schema it applies to the same object, requires. */
  requiredBy(schema: JsonSchema): ReadonlySet<string>
}

/** Finds the hidden members of one direction; what it found is remembered per schema. */
export function createHiddenMembers(index: SchemaIndex, direction: Direction): HiddenMembers {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly'
  const declared = new WeakMap<object, ReadonlySet<string>>()
  const required = new WeakMap<object, ReadonlySet<string>>()

  function* conjuncts(schema: JsonSchema): Generator<JsonSchema> {
    const { ref, allOf } = index.keywords(schema)
    if (ref !== undefined) yield index.target(ref) ?? true
    if (allOf) yield* allOf
  }

  function* applied(schema: JsonSchema): Generator<JsonSchema> {
    const { anyOf, oneOf, then, else: otherwise, dependentSchemas } = index.keywords(schema)
    yield* conjuncts(schema)
    if (anyOf) yield* anyOf
    if (oneOf) yield* oneOf
    if (then !== undefined) yield then
    if (otherwise !== undefined) yield otherwise
    if (dependentSchemas) yield* dependentSchemas.values()
  }

  /** Visits a schema and all that `next` leads to, each once. */
  function visit(
    schema: JsonSchema,
    next: (schema: JsonSchema) => Iterable<JsonSchema>,
    look: (schema: JsonSchema) => void,
  ) {
    const seen = new Set<JsonSchema>([schema])
    // A set grows while it is walked, and the walk goes on to what was added.
    for (const current of seen) {
      look(current)
      for (const following of next(current)) seen.add(following)
    }
  }

  function isHidden(schema: JsonSchema): boolean {
    let found = false
    visit(schema, conjuncts, (current) => {
      found ||= index.keywords(current)[flag] === true
    })
    return found
  }

  return {
    isHidden,
    declaredBy(schema) {
      if (typeof schema === 'boolean') return new Set()
      let names = declared.get(schema)
      if (!names) {
        const found = new Set<string>()
        visit(schema, conjuncts, (current) => {
          for (const [name, member] of index.keywords(current).properties ?? []) {
            if (isHidden(member)) found.add(name)
          }
        })
        names = found
        declared.set(schema, names)
      }
      return names
    },
    requiredBy(schema) {
      if (typeof schema === 'boolean') return new Set()
      let names = required.get(schema)
      if (!names) {
        const found = new Set<string>()
        visit(schema, applied, (current) => {
          const { required: own, dependentRequired } = index.keywords(current)
          for (const name of own ?? []) found.add(name)
          for (const list of dependentRequired?.values() ?? []) for (const n of list) found.add(n)
        })
        names = found
        required.set(schema, names)
      }
      return names
    },
  }
}
