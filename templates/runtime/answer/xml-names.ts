import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { partsOf } from './schema-parts.ts'

/** The `xml` object of a schema, with what is not usable left out. */
export interface XmlHints {
  name?: string
  prefix?: string
  namespace?: string
  attribute: boolean
  wrapped: boolean
}

/** Hints of a schema or of the nearest part of it that has some. */
export function xmlHintsOf(schema: JsonSchema | undefined, store: SchemaStore): XmlHints {
  const xml = partsOf(schema, store)
    .map((part) => part['xml'])
    .find(isRecord)
  return {
    ...textMember(xml, 'name'),
    ...textMember(xml, 'prefix'),
    ...textMember(xml, 'namespace'),
    attribute: xml?.['attribute'] === true,
    wrapped: xml?.['wrapped'] === true,
  }
}

/** Name of the outermost element: the hint, else the name of the schema, else `response`. */
export function rootNameOf(schema: JsonSchema | undefined, store: SchemaStore): string {
  const hinted = xmlHintsOf(schema, store).name
  if (hinted !== undefined) {
    return hinted
  }
  const reference = isRecord(schema) && typeof schema.$ref === 'string' ? schema.$ref : ''
  return reference.split('/').pop() || 'response'
}

/** A name without a colon that XML accepts (NCName), as near to the given one as it gets. */
export function xmlName(name: string): string {
  const cleaned = name.replaceAll(/[^\p{L}\p{Nd}_.-]/gu, '_')
  // The letters XML allows are fewer than Unicode's by now; ASCII is safe in every parser.
  const safe = /^[\x20-\x7e]*$/.test(cleaned)
    ? cleaned
    : cleaned.replaceAll(/[^\w.\u00c0-\u02ff\u0370-\u1fff\u3001-\ud7ff-]/g, '_')
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`
}

/** Text for element content and attribute values, without the characters XML 1.0 cannot hold. */
export function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\r', '&#13;')
  )
}

function textMember<Name extends 'name' | 'prefix' | 'namespace'>(
  xml: Record<string, unknown> | undefined,
  name: Name,
): { [Key in Name]?: string } {
  const value = xml?.[name]
  // A computed key loses its literal type.
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as {
    [Key in Name]?: string
  }
}
