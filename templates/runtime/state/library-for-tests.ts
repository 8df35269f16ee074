import { onTestFinished } from 'vitest'
import type { ServerSettings } from '#contract/server.ts'
import { importSpec } from '#engine/specs/import-spec.ts'
import { startApp } from '#engine/state/app-for-tests.ts'

export type Json = Record<string, unknown>

export const json = (schema: Json, more: Json = {}) => ({
  description: '',
  content: { 'application/json': { schema, ...more } },
})
export const takes = (schema: Json) => ({
  requestBody: { required: true, content: { 'application/json': { schema } } },
})
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const listOf = (items: Json) => ({ type: 'array', items })
export const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
const gone = { 204: { description: '' } }

const author = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
}
const book = {
  type: 'object',
  required: ['id', 'title', 'authorId'],
  properties: {
    id: { type: 'integer', readOnly: true },
    addedAt: { type: 'string', format: 'date-time', readOnly: true },
    title: { type: 'string', minLength: 1 },
    authorId: { type: 'integer' },
  },
}
const review = {
  type: 'object',
  required: ['id', 'bookId', 'text'],
  properties: {
    id: { type: 'string', format: 'uuid', readOnly: true },
    bookId: { type: 'integer' },
    text: { type: 'string' },
  },
}

export const library = {
  '/authors': {
    get: { operationId: 'authors', responses: { 200: json(listOf(ref('Author'))) } },
    post: { ...takes(ref('Author')), responses: { 201: json(ref('Author')) } },
  },
  '/authors/{id}': { parameters: [id], get: { responses: { 200: json(ref('Author')) } } },
  '/books': {
    get: { operationId: 'books', responses: { 200: json(listOf(ref('Book'))) } },
    post: {
      ...takes(ref('Book')),
      responses: { 201: json(ref('Book')), 409: json({ type: 'object' }) },
    },
  },
  '/books/{id}': {
    parameters: [id],
    get: { operationId: 'book', responses: { 200: json(ref('Book')) } },
    patch: {
      requestBody: {
        content: {
          'application/json-patch+json': { schema: { type: 'array', items: { type: 'object' } } },
          'application/merge-patch+json': { schema: { type: 'object' } },
        },
      },
      responses: { 200: json(ref('Book')) },
    },
    delete: { responses: gone },
  },
  '/books/{bookId}/reviews': {
    parameters: [{ ...id, name: 'bookId' }],
    get: { responses: { 200: json(listOf(ref('Review'))) } },
    post: {
      ...takes({ type: 'object', properties: { text: { type: 'string' } } }),
      responses: { 201: json(ref('Review')) },
    },
  },
}

export async function start(
  paths: Json = library,
  settings: Partial<ServerSettings> = {},
  saved: Parameters<typeof startApp>[2] = {},
) {
  const components = { schemas: { Author: author, Book: book, Review: review } }
  const spec = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, components }
  const source = { from: 'text', text: JSON.stringify(spec) } as const
  const { mockApi } = await importSpec(source, { samplesFolder: '' })
  const app = await startApp(mockApi, settings, saved)
  onTestFinished(() => app.stop())
  return app
}

export const why = (app: Awaited<ReturnType<typeof start>>) =>
  app.records.at(-1)?.answer.trace.filter(({ stage }) => stage === 'state')
