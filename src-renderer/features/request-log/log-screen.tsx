import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../connection/orpc.ts'

/** The Log tab: every request of one server, or of all servers when `serverId` is null. */
export function LogScreen({ serverId }: { serverId: string | null }) {
  const page = useQuery(
    orpc.log.page.queryOptions({ input: { ...(serverId && { serverId }), limit: 200 } }),
  )
  return (
    <Box p="md">
      <Text size="sm">{page.data?.total ?? 0} requests</Text>
      {page.data?.rows.map((row) => (
        <Text key={row.seq} size="sm" ff="monospace">
          {row.status} {row.method} {row.path}
        </Text>
      ))}
    </Box>
  )
}
