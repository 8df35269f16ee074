import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'

/** Live traffic figures and charts of one server. */
export function OverviewCharts({ serverId }: { serverId: string }) {
  const { orpc } = useConnection()
  const summary = useQuery(orpc.analytics.summary.queryOptions({ input: { serverId } }))
  return <Text size="sm">{summary.data?.requestsPerSecond ?? 0} requests per second</Text>
}
