import { isObject, type JsonObject, member } from '../json-value.ts'

/** Rules by which a description is read. 3.2 is read as 3.1. */
export type Dialect = 'swagger-2' | 'openapi-3.0' | 'openapi-3.1'

export interface SpecVersion {
  dialect: Dialect
  /** As the author wrote it, such as "3.0.3". */
  text: string
  /** Set for a version that is only read as its predecessor. */
  note?: string
}

/** The version an OpenAPI document declares; undefined when it declares none. A version of another generation has no dialect. */
export function specVersion(
  document: unknown,
): SpecVersion | { text: string; dialect: undefined } | undefined {
  const declared =
    versionText(member(document, 'openapi')) ?? versionText(member(document, 'swagger'))
  if (declared === undefined) return undefined
  if (/^2(\.0)?(\.|$)/.test(declared)) return { dialect: 'swagger-2', text: declared }
  if (/^3\.0(\.|-|$)/.test(declared)) return { dialect: 'openapi-3.0', text: declared }
  if (/^3\.1(\.|-|$)/.test(declared)) return { dialect: 'openapi-3.1', text: declared }
  if (/^3\.[2-9](\.|-|$)/.test(declared)) {
    const note = `OpenAPI ${declared} is read as 3.1, with QUERY, additionalOperations and itemSchema; what else is new is reported where it is passed over.`
    return { dialect: 'openapi-3.1', text: declared, note }
  }
  return { dialect: undefined, text: declared }
}

/** Unquoted YAML versions arrive as numbers: `2.0` as 2, `3.0` as 3, `3.1` as 3.1. */
function versionText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value)
  return typeof value === 'string' ? value.trim() : undefined
}

/** True for an object that looks like a whole OpenAPI or Swagger 2 document. */
export function isOpenApiDocument(document: unknown): document is JsonObject {
  return isObject(document) && specVersion(document) !== undefined
}
