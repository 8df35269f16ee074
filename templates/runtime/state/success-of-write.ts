import type { CollectionRole } from '#contract/state.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { type ChosenResponse, chooseSuccess } from '../answer/choose-response.ts'
import type { Collection } from './collection.ts'

/** With what a change is answered that was made. */
export interface SentSuccess {
  chosen: ChosenResponse
  /** False when the spec declares failures only. */
  isDeclared: boolean
}

/** The declared success, or what an API usually answers that declares its failures only. */
export function successFor(
  collection: Collection,
  role: CollectionRole,
  declared: ChosenResponse | null,
): SentSuccess {
  const isDeclared = declared !== null && declared.status < 400
  return { chosen: isDeclared ? declared : usualSuccess(role, collection), isDeclared }
}

/** The success of an update, for an operation that has 201 for what it creates; null for other operations. */
export function successBeside201(operation: Operation): ChosenResponse | null {
  const others = operation.responses.filter(({ status }) => status !== '201')
  if (others.length === operation.responses.length) return null
  const chosen = chooseSuccess({ ...operation, responses: others })
  return chosen !== null && chosen.status < 300 ? chosen : null
}

function usualSuccess(role: CollectionRole, { itemSchema }: Collection): ChosenResponse {
  const content = [{ contentType: 'application/json', schema: itemSchema, examples: [] }]
  const [status, shown] =
    role === 'remove' ? [204, []] : role === 'create' ? [201, content] : [200, content]
  return {
    status,
    response: { status: String(status), description: '', headers: [], content: shown },
  }
}
