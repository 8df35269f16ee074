import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'

/** Shows the active scenario in the status bar and switches it. */
export function ScenarioPicker({ serverId }: { serverId: string }) {
  const { orpc } = useConnection()
  const scenarios = useQuery(orpc.scenarios.list.queryOptions({ input: { serverId } }))
  return <Text size="xs">{scenarios.data?.find((scenario) => scenario.active)?.name}</Text>
}
