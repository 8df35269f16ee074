import { expect } from 'vitest'
import { apiOf, operationNamed } from '#engine/scenarios/api-for-tests.ts'
import type { MediaType, Operation } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createRequestReader } from './read-request.ts'

export interface Sent {
  type?: string
  body?: string | Buffer
  tooLarge?: boolean
  method?: string
}

export interface Declared {
  content?: Record<string, JsonSchema | Partial<MediaType>>
  required?: boolean
}

export const INTEGER = { type: 'integer' }
export const BOOK = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, pages: INTEGER },
}
export const FORM = 'application/x-www-form-urlencoded'

/** Reads a body against the media types of an operation; no declaration when `declared` is null. */
export async function read(declared: Declared | null, sent: Sent): Promise<ReadRequest> {
  const content = Object.entries(declared?.content ?? {}).map(([contentType, given]): MediaType => {
    const isMedia = typeof given === 'object' && ('schema' in given || 'encoding' in given)
    // Either a media type or, shorter, its schema.
    const media = isMedia ? (given as Partial<MediaType>) : { schema: given as JsonSchema }
    return { contentType, examples: [], ...media }
  })
  const operation: Operation = {
    ...operationNamed('x', sent.method ?? 'POST', '/x'),
    ...(declared ? { requestBody: { required: declared.required ?? true, content } } : {}),
  }
  const mockApi = apiOf([operation])
  const reader = createRequestReader({ mockApi, store: createSchemaStore({}), validate: true })
  return await reader.read(
    operation,
    { operation, pathParameters: {} },
    {
      method: operation.method,
      url: '/x',
      path: '/x',
      rawQuery: '',
      headers: sent.type === undefined ? {} : { 'content-type': sent.type },
      body: Buffer.from(sent.body ?? ''),
      bodyTooLarge: sent.tooLarge ?? false,
    },
  )
}

export async function value(declared: Declared, sent: Sent): Promise<unknown> {
  const result = await read(declared, sent)
  expect(result.violations).toEqual([])
  return result.body
}

export async function status(declared: Declared | null, sent: Sent): Promise<number | null> {
  return (await read(declared, sent)).failureStatus
}

export const json = { content: { 'application/json': BOOK } }
