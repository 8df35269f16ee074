import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Generation } from './generation.ts'

/** The value in another form that the schemas allow, such as `"12"` as `12`; null when there is none. */
export function convert(
  value: unknown,
  schemas: readonly JsonSchema[],
  { store, direction }: Generation,
): { value: unknown } | null {
  for (const candidate of forms(value)) {
    if (schemas.every((schema) => store.isValid(schema, direction, candidate))) {
      return { value: candidate }
    }
  }
  return null
}

function* forms(value: unknown): Generator<unknown> {
  if (value === undefined) return
  if (typeof value === 'string') {
    const text = value.trim()
    if (text !== '' && Number.isFinite(Number(text))) yield Number(text)
    if (text === 'true' || text === 'false') yield text === 'true'
    if (/^\d{4}-\d\d-\d\d$/.test(text)) yield `${text}T00:00:00Z`
    if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(text)) {
      yield text.slice(0, 10)
      yield `${text.slice(0, 10)}T${text.slice(11)}`
      yield `${text.slice(0, 10)}T${text.slice(11, 19)}Z`
    }
    yield text.toLowerCase()
    yield text.toUpperCase()
    yield text
    yield* parsed(text)
  }
  if (typeof value === 'number') {
    yield Math.round(value)
    yield new Date(value).getTime() === value ? new Date(value).toISOString() : null
  }
  if (typeof value === 'number' || typeof value === 'boolean') yield String(value)
  if (Array.isArray(value) && value.length === 1) yield value[0]
  yield [value]
}

/** A document written into a string. */
function* parsed(text: string): Generator<unknown> {
  if (!/^[[{]/.test(text)) return
  try {
    yield JSON.parse(text)
  } catch {
    // Only text after all.
  }
}
