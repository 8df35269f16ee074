import { skipToken, useQuery } from '@tanstack/react-query'
import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'
import { exampleLine } from '../operation/example-call.ts'
import { easiestOperation } from './example-request.ts'

/** A line that calls a running server by the operation that is easiest to call; null until there is one. */
export function useExampleLine(server: Server | undefined): string | null {
  const { orpc } = useConnection()
  const { data: operations = [] } = useQuery(
    orpc.operations.list.queryOptions({ input: server ? { serverId: server.id } : skipToken }),
  )
  const operationId = easiestOperation(operations)?.id
  const { data: operation } = useQuery(
    orpc.operations.get.queryOptions({
      input: server && operationId ? { serverId: server.id, operationId } : skipToken,
    }),
  )
  return server?.url && operation ? exampleLine(operation, server.url) : null
}
