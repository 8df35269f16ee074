import { join } from 'node:path'
import type { Scenario } from '#contract/scenario.ts'
import { type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import { buildRuntime } from '../../../scripts/build-runtime.ts'
import type { MockApi, Operation, Response } from '../specs/mock-api.ts'
import { type GeneratedProject, generateProject } from './generate-project.ts'
import type { ProjectSource } from './project-content.ts'

/** A small API and its project, for tests that need a real one. */

const book = { $ref: '#/schemas/Book' }

function json(status: string, schema: object, example?: unknown): Response {
  const examples = example === undefined ? [] : [{ name: 'default', value: example }]
  return {
    status,
    description: '',
    headers: [],
    content: [{ contentType: 'application/json', schema: { ...schema }, examples }],
  }
}

function operation(id: string, method: string, path: string, more: Partial<Operation>): Operation {
  return {
    id,
    method,
    path,
    tag: 'books',
    summary: '',
    description: '',
    deprecated: false,
    pointer: `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`,
    parameters: [],
    responses: [],
    security: [],
    ...more,
  }
}

function bookshopMockApi(): MockApi {
  const bookId = {
    name: 'bookId',
    in: 'path' as const,
    required: true,
    description: '',
    style: 'simple' as const,
    explode: false,
    allowEmptyValue: false,
    schema: { type: 'integer', minimum: 1 },
  }
  return {
    kind: 'openapi',
    formatVersion: '3.1.0',
    title: 'Bookshop',
    version: '1.0.0',
    description: 'Books and their authors',
    basePaths: ['/v1'],
    operations: [
      operation('listBooks', 'GET', '/books', {
        summary: 'All books',
        responses: [json('200', { type: 'array', items: book }, [{ id: 1, title: 'Emma' }])],
      }),
      operation('getBook', 'GET', '/books/{bookId}', {
        parameters: [bookId],
        responses: [
          json('200', book, { id: 1, title: 'Emma' }),
          json('404', { type: 'object', properties: { message: { type: 'string' } } }),
        ],
      }),
      operation('addBook', 'POST', '/books', {
        requestBody: {
          required: true,
          content: [{ contentType: 'application/json', schema: book, examples: [] }],
        },
        responses: [json('201', book, { id: 2, title: 'Persuasion' })],
      }),
      operation('login', 'POST', '/login', {
        tag: 'Members & Staff',
        requestBody: {
          required: false,
          content: [{ contentType: 'application/json', schema: true, examples: [] }],
        },
        responses: [json('200', { type: 'object' }, { access_token: 'abc', name: 'Ada' })],
      }),
    ],
    schemas: {
      Book: {
        type: 'object',
        required: ['id', 'title'],
        properties: { id: { type: 'integer' }, title: { type: 'string', minLength: 1 } },
      },
    },
    securitySchemes: {},
  }
}

export const soldOut: Scenario = {
  name: 'sold-out',
  description: 'No book is there',
  derived: true,
  rules: [{ name: 'gone', when: { operation: 'getBook' }, answer: { status: 404 } }],
  defaults: {},
}

export function happy(): Scenario {
  return { name: 'happy', description: 'All is well', derived: true, rules: [], defaults: {} }
}

/** Builds the templates into `folder`, which takes a second; tests of one file share it. */
export async function buildTemplates(folder: string): Promise<string> {
  const target = join(folder, 'templates')
  await buildRuntime({ root: join(import.meta.dirname, '..', '..', '..'), target })
  return target
}

export function bookshopSource(
  templatesFolder: string,
  settings: Partial<ServerSettings> = {},
): ProjectSource {
  const mockApi = bookshopMockApi()
  return {
    mockApi,
    document: { openapi: '3.1.0', info: { title: mockApi.title, version: mockApi.version } },
    report: { problems: [], omitted: 0, counts: { error: 0, warning: 0, info: 0 } },
    scenarios: [happy(), soldOut],
    settings: serverSettingsSchema.parse({ name: 'Bookshop', ...settings }),
    templatesFolder,
  }
}

export async function generateBookshop(
  templatesFolder: string,
  targetFolder: string,
  settings: Partial<ServerSettings> = {},
): Promise<GeneratedProject> {
  return generateProject({ ...bookshopSource(templatesFolder, settings), targetFolder })
}
