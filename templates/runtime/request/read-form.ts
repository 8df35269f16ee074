import type { Encoding } from '#engine/specs/mock-api.ts'
import { createNullRecord } from '../routing/null-record.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { addEmptyLists } from './add-empty-lists.ts'
import { type Coercer, memberSchema, type TextValue, wantedForms } from './coerce-value.ts'
import { readDeepObject } from './deep-object.ts'
import { isJson, parseMediaType } from './media-type.ts'
import { decodeQueryText, parseQuery, type Query } from './parse-query.ts'
import { interpretForm } from './styled-text.ts'

/** Reads a urlencoded body into the object that its schema describes, each property by its encoding. */
export function readForm(
  text: string,
  schema: JsonSchema,
  encodings: Record<string, Encoding>,
  coercer: Coercer,
): unknown {
  const fields = parseQuery(text.trim())
  const shape = coercer.shapeOf(schema)
  const form = createNullRecord<unknown>()
  const read = new Set<string>()
  for (const [name, property] of shape.properties) {
    const encoding = Object.hasOwn(encodings, name) ? encodings[name] : undefined
    const value = readProperty(name, property, encoding, fields, coercer)
    if (value === undefined) continue
    form[name] = value
    read.add(name)
  }
  for (const [key, values] of fields) {
    const name = key.slice(0, key.indexOf('[') === -1 ? key.length : key.indexOf('['))
    if (read.has(key) || read.has(name)) continue
    const texts = values.map(decodeQueryText)
    const value: TextValue = texts.length === 1 ? (texts[0] ?? '') : texts
    form[key] = coercer.coerce(memberSchema(shape, key), value)
  }
  return addEmptyLists(form, schema, coercer)
}

function readProperty(
  name: string,
  schema: JsonSchema,
  encoding: Encoding | undefined,
  fields: Query,
  coercer: Coercer,
): unknown {
  const shape = coercer.shapeOf(schema)
  const wanted = wantedForms(shape)
  const ways: TextValue[] = []
  const values = fields.get(name)
  if (values) {
    const media = encoding?.contentType ? parseMediaType(encoding.contentType) : null
    // A document has its commas for itself.
    const document = media !== null && isJson(media)
    const style = encoding?.style ?? 'form'
    const explode = document || (encoding?.explode ?? style === 'form')
    ways.push(...interpretForm(values, { style, explode }, wanted, decodeQueryText))
  }
  const members = readDeepObject(name, fields, decodeQueryText)
  if (members) ways.push(members)
  if (
    !values &&
    !members &&
    wanted.object &&
    encoding?.style === 'form' &&
    encoding.explode !== false
  ) {
    const exploded = explodedMembers(shape.properties, fields)
    if (exploded.size > 0) ways.push(exploded)
  }
  if (ways.length === 0) return undefined
  return coercer.firstValid(
    schema,
    ways.map((way) => () => coercer.coerce(schema, way)),
  )
}

function explodedMembers(
  properties: ReadonlyMap<string, JsonSchema>,
  fields: Query,
): Map<string, TextValue> {
  const members = new Map<string, TextValue>()
  for (const name of properties.keys()) {
    const values = fields.get(name)
    if (values)
      members.set(
        name,
        values.length === 1 ? decodeQueryText(values[0] ?? '') : values.map(decodeQueryText),
      )
  }
  return members
}
