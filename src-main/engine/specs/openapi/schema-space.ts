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
  const scopedNames = new Map<string, string>()
  const waiting: { name: string; found: Found; scope: DynamicScope }[] = []

  function nameAt(found: Found, scope: DynamicScope): string {
    const { pointer } = found
    // Where dynamic references lead elsewhere, it is another schema.
    const key = scope.size === 0 ? pointer : JSON.stringify([pointer, ...scope])
    const known = scope.size === 0 ? names.get(key) : scopedNames.get(key)
    if (known !== undefined) return known
    const name = schemaName(pointer, taken)
    taken.add(name.toLowerCase())
    if (scope.size > 0) scopedNames.set(key, name)
    if (scope.size === 0 || !names.has(pointer)) names.set(pointer, name)
    schemas[name] = true
    waiting.push({ name, found, scope })
    return name
  }

  function referWithin(scope: DynamicScope): Refer {
    return (reference, from, isDynamic = false) => {
      const plain = reader.target(reference, from)
      const found = isDynamic
        ? dynamicTarget(reference, plain, scope, (pointer) => lookUp(reader.document, pointer))
        : plain
      if (!found || (typeof found.value !== 'object' && typeof found.value !== 'boolean')) {
        reader.unresolved(reference, from)
        return undefined
      }
      return appendPointer('#/schemas', nameAt(found, scopeOf(found, scope)))
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
        const { value, pointer } = next.found
        schemas[next.name] = convertSchema(value, pointer, reader, referWithin(next.scope))
      }
      breakEmptyRings(schemas, names, reader.problems)
    },
    pointers: () => names,
  }
}
