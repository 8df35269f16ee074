import type { SchemaViolation } from './describe-violation.ts'
import { describeViolation } from './describe-violation.ts'
import type { Direction, HiddenMembers } from './hidden-members.ts'
import { createHiddenMembers } from './hidden-members.ts'
import type { JsonSchema } from './json-schema.ts'
import { loadStringFormats } from './load-ajv.ts'
import { createQuickLook } from './quick-look.ts'
import type { SafePattern } from './safe-pattern.ts'
import { createPatterns } from './safe-pattern.ts'
import type { SchemaIndex } from './schema-index.ts'
import { createSchemaIndex } from './schema-index.ts'
import { createSchemaUnits } from './schema-units.ts'

export type { SchemaViolation } from './describe-violation.ts'
export type { Direction } from './hidden-members.ts'

/** The schemas of an API and their validators. */
export interface SchemaStore {
  /** Follows a chain of references that say nothing else; a ring or a dead end is `true`. */
  resolve(schema: JsonSchema): JsonSchema
  /** What is wrong with a value, at most a hundred violations; empty when it is valid. Never throws. */
  check(schema: JsonSchema, direction: Direction, value: unknown): SchemaViolation[]
  isValid(schema: JsonSchema, direction: Direction, value: unknown): boolean
  index: SchemaIndex
  /** Members that bodies of a direction need not have. */
  hiddenMembers(direction: Direction): HiddenMembers
  /** A pattern of a schema; null when it is broken. */
  pattern(source: string): SafePattern | null
  /** The check that a string format stands for; undefined where any string will do. */
  format(name: string): ((text: string) => boolean) | undefined
}

const mostReported = 100

/** Values that are looked at beside a schema before its validator is compiled. */
const mostLooks = 12

/**
 * Validators for JSON Schema 2020-12, one for each schema and direction, compiled when first needed.
 * Named schemas are compiled once, whoever refers to them. References that lead nowhere allow everything,
 * as do broken patterns; keywords of the wrong type are ignored.
 */
export function createSchemaStore(schemas: Record<string, JsonSchema>): SchemaStore {
  const index = createSchemaIndex(schemas)
  const { compile } = createPatterns()
  let formats: ReadonlyMap<string, (text: string) => boolean> | undefined
  const loadFormats = () => (formats ??= loadStringFormats())
  const parts = { index, compilePattern: compile, loadFormats }
  const quickLook = createQuickLook(parts)
  const looks = new WeakMap<object, number>()
  const hidden = {
    request: createHiddenMembers(index, 'request'),
    response: createHiddenMembers(index, 'response'),
  }
  const units = {
    request: createSchemaUnits({ ...parts, hiddenMembers: hidden.request }),
    response: createSchemaUnits({ ...parts, hiddenMembers: hidden.response }),
  }

  /** A schema that is asked about again and again is better compiled, which nothing else beats in the long run. */
  function isQuicklyValid(schema: JsonSchema, value: unknown): boolean {
    if (typeof schema === 'boolean') return false
    const count = looks.get(schema) ?? 0
    if (count >= mostLooks) return false
    looks.set(schema, count + 1)
    return quickLook(schema, value)
  }

  function check(schema: JsonSchema, direction: Direction, value: unknown): SchemaViolation[] {
    try {
      if (isQuicklyValid(schema, value)) return []
      const errors = units[direction].validate(schema, value)
      if (errors.length === 0) return []
      const violations = new Map<string, SchemaViolation>()
      for (const error of errors) {
        // What is wrong with a name is no fault of the value; that the name is not allowed is an error of its own.
        if (error.propertyName !== undefined) continue
        const violation = describeViolation(error, value)
        violations.set(`${violation.pointer} ${violation.message}`, violation)
        if (violations.size === mostReported) break
      }
      return [...violations.values()]
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const message = 'is nested too deeply to be checked against its schema'
      return [{ pointer: '', keyword: 'depth', message }]
    }
  }

  return {
    index,
    hiddenMembers: (direction) => hidden[direction],
    pattern: compile,
    format: (name) => loadFormats().get(name),
    resolve: index.resolve,
    check,
    isValid: (schema, direction, value) => check(schema, direction, value).length === 0,
  }
}
