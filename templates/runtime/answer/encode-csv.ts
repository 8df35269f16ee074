import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { essenceOf } from './content-kind.ts'
import { itemSchema, propertyNames } from './schema-parts.ts'

/** Writes rows with a header line (RFC 4180; tabs where the media type says so). Objects become columns. */
export function encodeCsv(options: {
  contentType: string
  value: unknown
  schema: JsonSchema | undefined
  store: SchemaStore
}): string {
  const { value, schema, store } = options
  const separator = essenceOf(options.contentType) === 'text/tab-separated-values' ? '\t' : ','
  const rows = Array.isArray(value) ? value : [value]
  const records = rows.map((row): Record<string, unknown> => (isRecord(row) ? row : { value: row }))
  const rowSchema = Array.isArray(value) ? itemSchema(schema, store) : schema
  const declared = propertyNames(rowSchema, store)
  const columns = [...new Set([...declared, ...records.flatMap(Object.keys)])]
  const lines = [columns, ...records.map((record) => columns.map((column) => record[column]))]
  return lines
    .map((cells) => `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`)
    .join('')
}

function quoted(cell: unknown, separator: string): string {
  if (cell === null || cell === undefined) {
    return ''
  }
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  const needsQuotes = text.includes(separator) || /["\r\n]/.test(text)
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
}
