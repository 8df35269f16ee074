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
    ...usableNamespace(xml?.['namespace']),
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

/** Letters that every edition of XML 1.0 allows in names. */
const letters =
  'A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u0131\\u0391-\\u03a1\\u03a3-\\u03ce\\u0410-\\u044f\\u3041-\\u3094\\u30a1-\\u30fa\\u4e00-\\u9fa5\\uac00-\\ud7a3'
const notInNames = new RegExp(`[^${letters}0-9.-]`, 'gu')
const nameStart = new RegExp(`^[${letters}]`, 'u')

/** A name without a colon that XML accepts (NCName), as near to the given one as it gets. */
export function xmlName(name: string): string {
  const cleaned = name.replaceAll(notInNames, '_')
  // An attribute of that name would declare a namespace.
  const isUsable = nameStart.test(cleaned) && cleaned !== 'xmlns'
  return isUsable ? cleaned : `_${cleaned}`
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

/** A namespace is a URI, and those of XML itself cannot be declared. */
function usableNamespace(namespace: unknown): { namespace?: string } {
  const isUsable =
    typeof namespace === 'string' &&
    /^[!#-;=?-[\]_a-z~]+$/.test(namespace) &&
    !/^http:\/\/www\.w3\.org\/(?:XML\/1998\/namespace|2000\/xmlns\/)$/.test(namespace)
  return isUsable ? { namespace } : {}
}

function textMember<Name extends 'name' | 'prefix'>(
  xml: Record<string, unknown> | undefined,
  name: Name,
): { [Key in Name]?: string } {
  const value = xml?.[name]
  // A computed key loses its literal type.
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as {
    [Key in Name]?: string
  }
}
