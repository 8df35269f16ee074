import { importSpec } from '#engine/specs/import-spec.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { applyCorrections } from './apply-corrections.ts'
import { checkCorrections } from './check-corrections.ts'
import { describeCollection } from './describe-collection.ts'
import { inferCollections } from './infer-collections.ts'

export type Json = Record<string, unknown>

const json = (schema: Json) => ({
  description: '',
  content: { 'application/json': { schema } },
})
export const answers = (schema: Json, status = 200) => ({ responses: { [status]: json(schema) } })
export const takes = (schema: Json) => ({
  requestBody: { content: { 'application/json': { schema } } },
})
export const listOf = (items: Json) => ({ type: 'array', items })
export const object = (properties: Json) => ({ type: 'object', properties })
export const user = { $ref: '#/components/schemas/User' }
const schemas = {
  User: object({ id: { type: 'integer' }, name: { type: 'string' }, email: { type: 'string' } }),
}

/** What is inferred from the paths of a spec, with what the user says of it. */
export async function collectionsOf(paths: Json, corrections: Json = {}, more: Json = {}) {
  const spec = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    components: { schemas: { ...schemas, ...more } },
    paths,
  }
  const source = { from: 'text', text: JSON.stringify(spec) } as const
  const { mockApi } = await importSpec(source, { samplesFolder: '' })
  const store = createSchemaStore(mockApi.schemas)
  const checked = checkCorrections({ collections: corrections }, 'data/collections.json')
  const found = applyCorrections(inferCollections(mockApi, store), checked, { mockApi, store })
  return found.map((each) => {
    const { reasons: _, operations, ...described } = describeCollection(each, store)
    return { ...described, roles: operations.map(({ method, role }) => `${method} ${role}`) }
  })
}

export const crud = {
  '/users': { get: answers(listOf(user)), post: { ...takes(user), ...answers(user, 201) } },
  '/users/{userId}': {
    get: { operationId: 'getUser', ...answers(user) },
    put: { ...takes(user), ...answers(user) },
    patch: { ...takes(user), ...answers(user) },
    delete: { responses: { 204: { description: '' } } },
  },
}
