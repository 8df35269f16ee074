import { Box, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'

/** The Operation tab: what one operation takes, what it answers, and how to change the answer. */
export function OperationScreen(props: { serverId: string; operationId: string }) {
  const { orpc } = useConnection()
  const operation = useQuery(orpc.operations.get.queryOptions({ input: props }))
  if (!operation.data) return null
  return (
    <Box p="md">
      <Title order={3}>
        {operation.data.method} {operation.data.path}
      </Title>
      <Text size="sm">{operation.data.description}</Text>
    </Box>
  )
}
