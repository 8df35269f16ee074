import { skipToken, useQuery } from '@tanstack/react-query'
import type { HealthReport } from '#contract/health-report.ts'
import { useConnection } from '../../connection/orpc.ts'

/** The health report of a server's import; undefined until it is read. */
export function useHealthReport(serverId: string | null): HealthReport | undefined {
  const { orpc } = useConnection()
  const input = serverId ? { serverId } : skipToken
  return useQuery(orpc.specs.report.queryOptions({ input })).data
}
