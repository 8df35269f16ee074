import { items, type JsonObject, member, members } from '../json-value.ts'
import { appendPointer, pointerTokens } from '../reading/json-pointer.ts'
import { componentSection, hasSchemaNamed } from './component-sections.ts'
import type { Refer } from './convert-schema.ts'
import type { SpecReader } from './spec-reader.ts'

export interface Discriminator {
  propertyName: string
  /** Tag → `#/schemas/<name>`. */
  mapping?: Record<string, string>
}

/**
 * A discriminator with a complete mapping: what the author maps, and by their names the alternatives of
 * `oneOf` and `anyOf` and the schemas that extend this one by `allOf` (OpenAPI 3.1 §4.8.25). In Swagger 2 it is
 * the bare name of the property.
 */
export function convertDiscriminator(
  schema: JsonObject,
  pointer: string,
  reader: SpecReader,
  refer: Refer,
): Discriminator | undefined {
  const declared = schema.discriminator
  const at = appendPointer(pointer, 'discriminator')
  const propertyName = typeof declared === 'string' ? declared : member(declared, 'propertyName')
  if (typeof propertyName !== 'string' || propertyName === '') {
    const message = 'The discriminator names no property; it does not count.'
    reader.problems.add({ severity: 'warning', code: 'invalid-keyword', message, pointer: at })
    return undefined
  }
  const mapping: Record<string, string> = {}
  for (const [tag, target] of members(member(declared, 'mapping'))) {
    if (typeof target !== 'string') continue
    const ref = refer(asReference(target, reader), appendPointer(appendPointer(at, 'mapping'), tag))
    if (ref !== undefined) mapping[tag] = ref
  }
  for (const reference of [...alternatives(schema), ...heirs(pointer, reader)]) {
    const found = reader.target(reference, pointer)
    const ref = found && refer(reference, pointer)
    const tag = pointerTokens(found?.pointer ?? '').at(-1)
    if (ref === undefined || tag === undefined || Object.values(mapping).includes(ref)) continue
    if (!Object.hasOwn(mapping, tag)) mapping[tag] = ref
  }
  return Object.keys(mapping).length === 0 ? { propertyName } : { propertyName, mapping }
}

/** Values of a mapping are references or names of component schemas. */
function asReference(target: string, reader: SpecReader): string {
  if (target.includes('#') || !hasSchemaNamed(reader.document, target)) return target
  return `#${appendPointer(componentSection('schema', reader.document) ?? '', target)}`
}

function alternatives(schema: JsonObject): string[] {
  return [...items(schema.oneOf), ...items(schema.anyOf)]
    .map((item) => member(item, '$ref'))
    .filter((reference) => typeof reference === 'string')
}

/** References to the component schemas that extend the schema at a pointer by `allOf`. */
function heirs(pointer: string, reader: SpecReader): string[] {
  const section = componentSection('schema', reader.document) ?? ''
  return reader.heirsOf(pointer).map((name) => `#${encodeFragment(appendPointer(section, name))}`)
}

/** A percent sign in a name would be read as an escape. */
function encodeFragment(pointer: string): string {
  return pointer.replaceAll('%', '%25')
}
