import type { CollectionRole } from '#contract/state.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { type ChosenResponse, chooseSuccess } from '../answer/choose-response.ts'
import { isJson, kindOf } from '../answer/content-kind.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'

/** The response of a success; of those for creating the one that says so, unless another one alone has a body. */
export function successOf(operation: Operation, role: CollectionRole): ChosenResponse | null {
  const created = operation.responses.find(({ status }) => status === '201')
  const usual = chooseSuccess(operation)
  if (role !== 'create' || created === undefined) return usual
  // Some tools write a 201 beside each 200 that shows what was created.
  const isShown = created.content.length > 0 || !(usual?.response.content.length ?? 0)
  return isShown ? { status: 201, response: created } : usual
}

/** The schema of what an operation answers when it succeeds, JSON first; undefined without one. */
export function successSchema(operation: Operation): JsonSchema | undefined {
  const chosen = successOf(operation, operation.method === 'POST' ? 'create' : 'read')
  const content = chosen === null || chosen.status >= 400 ? [] : chosen.response.content
  const media = content.find(({ contentType }) => isJson(contentType)) ?? content.find(isStructured)
  return media?.schema
}

/** The schema of the body that an operation takes, JSON first; undefined when it takes none. */
export function requestSchema(operation: Operation): JsonSchema | undefined {
  const content = operation.requestBody?.content ?? []
  const media =
    content.find(({ contentType }) => isJson(contentType) && !/json-patch/i.test(contentType)) ??
    content[0]
  return media?.schema
}

function isStructured({ contentType }: { contentType: string }): boolean {
  return contentType.includes('*') || ['xml', 'yaml', 'form'].includes(kindOf(contentType))
}
