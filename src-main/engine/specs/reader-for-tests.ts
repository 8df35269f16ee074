import type { ReadRequest } from '#runtime/exchange.ts'
import { createRequestReader } from '#runtime/request/read-request.ts'
import { createRouter, isMatch } from '#runtime/routing/route-operations.ts'
import { createSchemaStore } from '#runtime/schemas/schema-store.ts'
import { importSpec } from './import-spec.ts'

/** A request as a client writes it. */
export interface WrittenRequest {
  method: string
  path: string
  query?: string
  /** Names in lower case. */
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Imports a description and reads one request to it as a server in `enforce` does. */
export async function readAsServer(
  document: Record<string, unknown>,
  { method, path, query = '', headers = {}, body = '' }: WrittenRequest,
): Promise<ReadRequest> {
  const text = JSON.stringify({ info: { title: 'T', version: '1' }, ...document })
  const { mockApi } = await importSpec(
    { from: 'text', text, fileName: 'drawn.json' },
    { samplesFolder: '' },
  )
  const match = createRouter(mockApi).find(method, path, query)
  if (!isMatch(match)) throw new Error(`${method} ${path} is not found.`)
  const store = createSchemaStore(mockApi.schemas)
  const reader = createRequestReader({ mockApi, store, validate: true })
  const received = {
    method,
    url: `${path}?${query}`,
    path,
    rawQuery: query,
    headers,
    body: Buffer.from(body),
    bodyTooLarge: false,
  }
  return await reader.read(match.operation, match, received)
}
