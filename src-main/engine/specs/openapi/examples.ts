import { isObject, type JsonObject, member } from '../json-value.ts'
import type { NamedExample } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import type { SpecReader } from './spec-reader.ts'

const exampleKeys = [
  'value',
  'externalValue',
  'dataValue',
  'serializedValue',
  'summary',
  'description',
]

/** Examples of a media type, parameter or header: `example`, then `examples` by name. */
export function examplesOf(
  holder: JsonObject,
  pointer: string,
  reader: SpecReader,
): NamedExample[] {
  const found: NamedExample[] = []
  if (holder.example !== undefined) {
    found.push({ name: 'default', value: dataAt(holder.example, pointer, reader) })
  }
  const at = appendPointer(pointer, 'examples')
  if (Array.isArray(holder.examples)) {
    for (const [i, value] of holder.examples.entries()) {
      found.push({ name: `example-${i + 1}`, value })
    }
  } else if (isObject(holder.examples)) {
    const all = reader.follow(holder.examples, at)
    for (const [name, value] of Object.entries(all?.value ?? {})) {
      const example = exampleValue(value, appendPointer(all?.pointer ?? at, name), reader)
      if (example) found.push({ name, value: example.value })
    }
  }
  return found
}

function exampleValue(
  value: unknown,
  pointer: string,
  reader: SpecReader,
): { value: unknown } | undefined {
  const found = reader.follow(value, pointer)
  if (!found) {
    // Not an Example Object but the value itself, as many authors write it.
    return isObject(value) || value === undefined || value === null ? undefined : { value }
  }
  const example = found.value
  for (const key of ['value', 'dataValue'] as const) {
    if (example[key] !== undefined) return { value: dataAt(example[key], found.pointer, reader) }
  }
  if (typeof example.serializedValue === 'string') return { value: example.serializedValue }
  if (typeof example.externalValue === 'string') {
    const message = `The example at ${quoted(example.externalValue)} is not fetched.`
    reader.problems.add({ severity: 'info', code: 'external-example', message, pointer })
    return undefined
  }
  const keys = Object.keys(example).filter((key) => !key.startsWith('x-'))
  if (keys.length === 0 || keys.every((key) => exampleKeys.includes(key))) return undefined
  const message = 'The example has no `value`; all of it is taken as the value.'
  reader.problems.add({ severity: 'info', code: 'example-without-value', message, pointer })
  return { value: example }
}

/**
 * Data in which a lone local `$ref` stands: by the standard it is only text there, but what authors mean is
 * the value it points to. Anything that leads nowhere stays as it is.
 */
function dataAt(value: unknown, pointer: string, reader: SpecReader): unknown {
  if (!isObject(value) || Object.keys(value).length !== 1) return value
  const reference = value.$ref
  if (typeof reference !== 'string') return value
  const found = reader.target(reference, pointer)
  if (!found) return value
  const inner = isObject(found.value) ? member(found.value, 'value') : undefined
  return inner !== undefined && /\/examples\/[^/]+$/.test(found.pointer) ? inner : found.value
}
