/** A JSON Schema of the 2020-12 vocabulary; `true` allows everything, `false` nothing. */
export type JsonSchema = boolean | SchemaObject

export interface SchemaObject {
  $ref?: string
  type?: string | string[]
  [keyword: string]: unknown
}

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
