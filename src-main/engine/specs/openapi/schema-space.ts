import type { JsonSchema } from '#runtime/schemas/json-schema.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { breakEmptyRings } from './break-empty-rings.ts'
import { convertSchema, type Refer } from './convert-schema.ts'
import {
  type DynamicScope,
  dynamicTarget,
  emptyScope,
  enterScope,
  relevantScope,
} from './dynamic-scope.ts'
import { hasClosedPart, type Names, noNames } from './forbidden-members.ts'
import { type Found, lookUp } from './look-up.ts'
import { schemaName } from './schema-names.ts'
import type { SpecReader } from './spec-reader.ts'

/** The schemas of one API, converted to JSON Schema 2020-12. */
export interface SchemaSpace {
  /** A schema as it stands at a pointer, with its references rewritten to `#/schemas/<name>`. */
  convert(schema: unknown, pointer: string): JsonSchema
  schemas: Record<string, JsonSchema>
  /** Converts what is referred to and still waiting; to be called once at the end. */
  finish(): void
  /** Pointers of the schemas that are referred to. */
  pointers(): ReadonlyMap<string, string>
}

/** Every schema that is referred to becomes one entry, however often and in whatever circles. */
export function createSchemaSpace(reader: SpecReader): SchemaSpace {
  const schemas: Record<string, JsonSchema> = {}
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const variantNames = new Map<string, string>()
  const waiting: { name: string; found: Found; scope: DynamicScope; allowed: Names }[] = []

  function nameAt(found: Found, scope: DynamicScope, allowed: Names): string {
    const { pointer } = found
    // Where dynamic references lead elsewhere, or more members are allowed, it is another schema.
    const isVariant = scope.size > 0 || allowed.size > 0
    const key = isVariant ? JSON.stringify([pointer, [...scope], [...allowed].sort()]) : pointer
    const known = isVariant ? variantNames.get(key) : names.get(key)
    if (known !== undefined) return known
    const name = schemaName(pointer, taken)
    taken.add(name.toLowerCase())
    if (isVariant) variantNames.set(key, name)
    if (!isVariant || !names.has(pointer)) names.set(pointer, name)
    schemas[name] = true
    waiting.push({ name, found, scope, allowed })
    return name
  }

  function referWithin(scope: DynamicScope): Refer {
    return (reference, from, isDynamic = false, allowed = noNames) => {
      const plain = reader.target(reference, from)
      const found = isDynamic
        ? dynamicTarget(reference, plain, scope, (pointer) => lookUp(reader.document, pointer))
        : plain
      if (!found || (typeof found.value !== 'object' && typeof found.value !== 'boolean')) {
        reader.unresolved(reference, from)
        return undefined
      }
      const isOpened = allowed.size > 0 && hasClosedPart(found, reader)
      const name = nameAt(found, scopeOf(found, scope), isOpened ? allowed : noNames)
      return appendPointer('#/schemas', name)
    }
  }

  function scopeOf(found: Found, scope: DynamicScope): DynamicScope {
    if (!reader.hasDynamicAnchors) return emptyScope
    return relevantScope(enterScope(scope, found), found, reader.target)
  }

  return {
    schemas,
    convert(schema, pointer) {
      const scope = scopeOf({ value: schema, pointer }, emptyScope)
      return convertSchema(schema, pointer, reader, referWithin(scope))
    },
    finish() {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { found, scope, allowed } = next
        const { value, pointer } = found
        schemas[next.name] = convertSchema(value, pointer, reader, referWithin(scope), allowed)
      }
      breakEmptyRings(schemas, names, reader.problems)
    },
    pointers: () => names,
  }
}
