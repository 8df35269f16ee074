/** A JSON Schema of the 2020-12 vocabulary; `true` allows everything, `false` nothing. */
export type JsonSchema = boolean | SchemaObject

export interface SchemaObject {
  $ref?: string
  type?: string | string[]
  [keyword: string]: unknown
}
