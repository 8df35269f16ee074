import type { StateCommand } from '../channel-messages.ts'
import { isRecord } from '../schemas/json-schema.ts'
import { steerState } from '../state/steer-state.ts'
import type { AdminAnswer, AdminParts, AdminRequest, AdminRoute } from './admin-routes.ts'

/** What is stored: shown, put back to its seeds or to a snapshot, and corrected. */
export const stateRoutes: readonly AdminRoute[] = [
  route('GET', /^\/admin\/api\/v1\/state$/, () => ({ do: 'report' })),
  route(
    'GET',
    /^\/admin\/api\/v1\/state\/collections\/([^/]+)$/,
    ({ parameters: [collection = ''], query }) => ({
      do: 'items',
      collection,
      limit: Number(query.get('limit') ?? '100'),
      offset: Number(query.get('offset') ?? '0'),
    }),
  ),
  route('POST', /^\/admin\/api\/v1\/state\/reset$/, () => ({ do: 'reset' })),
  route('POST', /^\/admin\/api\/v1\/state\/snapshot$/, ({ body }) => ({
    do: 'snapshot',
    ...named(body),
  })),
  route('POST', /^\/admin\/api\/v1\/state\/rollback$/, ({ body }) => ({
    do: 'rollback',
    ...named(body),
  })),
  route('PUT', /^\/admin\/api\/v1\/state\/corrections$/, ({ body }) => ({
    do: 'correct',
    // The state checks them before anything else is done.
    corrections: body as Extract<StateCommand, { do: 'correct' }>['corrections'],
  })),
]

function route(
  method: AdminRoute['method'],
  path: RegExp,
  commandOf: (request: AdminRequest) => StateCommand,
): AdminRoute {
  const answer = async ({ mock }: AdminParts, request: AdminRequest): Promise<AdminAnswer> => {
    const body = await steerState(mock.state, commandOf(request))
    return { status: 200, body }
  }
  return { method, path, answer }
}

/** The name of a snapshot in a body; whether it will do, the state says. */
function named(body: unknown): { name?: string } {
  // What is no text is refused by the state.
  return isRecord(body) && body['name'] !== undefined ? { name: body['name'] as string } : {}
}
