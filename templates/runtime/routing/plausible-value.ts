import type { JsonSchema, SchemaObject } from '../schemas/json-schema.ts'
import type { SafePattern } from '../schemas/safe-pattern.ts'

/** Whether a path parameter's text could be a value of its schema: a guess that says no only when it is sure. */
export type Plausibility = (text: string) => boolean

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const INTEGER = /^[+-]?\d+$/
const BOOLEAN = /^(true|false)$/i
const FORMATS: Record<string, RegExp> = {
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\d[t ]/i,
  email: /@/,
  ipv4: /^\d+\.\d+\.\d+\.\d+$/,
}
const MOST_REFERENCES = 20
const DEEPEST_ALL_OF = 4

/** What schemas refer to. */
export interface SchemaSurroundings {
  schemas: Record<string, JsonSchema>
  pattern(source: string): SafePattern | null
}

/** Compiles the guess for one schema. */
export function compilePlausibility(
  schema: JsonSchema,
  surroundings: SchemaSurroundings,
  depth = 0,
): Plausibility {
  const object = referredSchema(schema, surroundings.schemas)
  if (!object) return () => true
  const tests: Plausibility[] = []
  const types = object.type === undefined ? [] : [object.type].flat()
  if (types.length > 0 && !types.includes('string')) {
    tests.push((text) => types.some((type) => fitsType(type, text)))
  }
  if (Array.isArray(object['enum'])) {
    const allowed = new Set(object['enum'].map(String))
    tests.push((text) => allowed.has(text))
  }
  if (object['const'] !== undefined) {
    const only = String(object['const'])
    tests.push((text) => text === only)
  }
  if (types.includes('string')) tests.push(...compileStringTests(object, surroundings))
  if (Array.isArray(object['allOf']) && depth < DEEPEST_ALL_OF) {
    for (const part of object['allOf'])
      tests.push(compilePlausibility(part, surroundings, depth + 1))
  }
  return (text) => tests.every((test) => test(text))
}

function compileStringTests(
  schema: SchemaObject,
  { pattern: compile }: SchemaSurroundings,
): Plausibility[] {
  const tests: Plausibility[] = []
  const format = FORMATS[String(schema['format'])]
  if (format) tests.push((text) => format.test(text))
  const { minLength, maxLength, pattern } = schema
  if (typeof minLength === 'number') tests.push((text) => text.length >= minLength)
  if (typeof maxLength === 'number') tests.push((text) => [...text].length <= maxLength)
  const expression = typeof pattern === 'string' ? compile(pattern) : null
  if (expression) tests.push((text) => expression.test(text))
  return tests
}

function fitsType(type: unknown, text: string): boolean {
  if (type === 'integer') return INTEGER.test(text)
  if (type === 'number') return NUMBER.test(text)
  if (type === 'boolean') return BOOLEAN.test(text)
  return true
}

/** The schema that a chain of references leads to; null where it says nothing or leads nowhere. */
export function referredSchema(
  schema: JsonSchema,
  schemas: Record<string, JsonSchema>,
): SchemaObject | null {
  let current: JsonSchema | undefined = schema
  for (let count = 0; count < MOST_REFERENCES; count++) {
    if (typeof current !== 'object' || current === null) return null
    if (current.$ref === undefined) return current
    const name: string = current.$ref.replace(/^#\/schemas\//, '')
    current = Object.hasOwn(schemas, name) ? schemas[name] : undefined
  }
  return null
}
