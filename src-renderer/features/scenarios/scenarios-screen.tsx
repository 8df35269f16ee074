import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'

/** The Scenarios tab of one server: its scenarios and the editor of the chosen one. */
export function ScenariosScreen({ serverId }: { serverId: string }) {
  const { orpc } = useConnection()
  const scenarios = useQuery(orpc.scenarios.list.queryOptions({ input: { serverId } }))
  return (
    <Box p="md">
      {scenarios.data?.map((scenario) => (
        <Text key={scenario.name} size="sm">
          {scenario.name} {scenario.active ? '(active)' : ''}
        </Text>
      ))}
    </Box>
  )
}
