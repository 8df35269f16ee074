import type { JsonSchema } from '#runtime/schemas/json-schema.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { breakEmptyRings } from './break-empty-rings.ts'
import { convertSchema } from './convert-schema.ts'
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
  const waiting: { name: string; pointer: string; value: unknown }[] = []

  function nameAt(pointer: string, value: unknown): string {
    const known = names.get(pointer)
    if (known !== undefined) return known
    const name = schemaName(pointer, taken)
    taken.add(name.toLowerCase())
    names.set(pointer, name)
    schemas[name] = true
    waiting.push({ name, pointer, value })
    return name
  }

  function refer(reference: string, from: string): string | undefined {
    const found = reader.target(reference, from)
    if (!found || (typeof found.value !== 'object' && typeof found.value !== 'boolean')) {
      reader.unresolved(reference, from)
      return undefined
    }
    return appendPointer('#/schemas', nameAt(found.pointer, found.value))
  }

  return {
    schemas,
    convert: (schema, pointer) => convertSchema(schema, pointer, reader, refer),
    finish() {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        schemas[next.name] = convertSchema(next.value, next.pointer, reader, refer)
      }
      breakEmptyRings(schemas, names, reader.problems)
    },
    pointers: () => names,
  }
}
