import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'
import { showDone, showError, showUndo } from '../../notices/notices.tsx'

/** What a server stores; facts keep it fresh. */
export function useStateReport(serverId: string) {
  const { orpc } = useConnection()
  return useQuery(orpc.state.report.queryOptions({ input: { serverId } }))
}

/** The first items of a collection. */
export function useStoredItems(serverId: string, collection: string, isShown: boolean) {
  const { orpc } = useConnection()
  return useQuery(
    orpc.state.items.queryOptions({
      input: { serverId, collection, limit: 100, offset: 0 },
      enabled: isShown,
    }),
  )
}

/** The ways to steer what a server stores. Each says what came of it. */
export function useSteerState(serverId: string) {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.state.key() })

  const run = useMutation({
    mutationFn: (task: () => Promise<void>) => task(),
    onSuccess: refresh,
    onError: (error) => showError(error),
  })

  async function goBack(name: string): Promise<void> {
    const { items } = await client.state.rollback({ serverId, name })
    showDone(`Back at ${name} with ${items.toLocaleString('en')} items.`)
  }

  return {
    isBusy: run.isPending,
    reset: () =>
      run.mutate(async () => {
        const { name } = await client.state.snapshot({ serverId, name: 'before-reset' })
        await client.state.reset({ serverId })
        showUndo('Every collection holds its seeds again.', () => run.mutate(() => goBack(name)))
      }),
    snapshot: () =>
      run.mutate(async () => {
        const { name, items } = await client.state.snapshot({ serverId })
        showDone(`Kept ${items.toLocaleString('en')} items as ${name}.`)
      }),
    rollback: (name: string) => run.mutate(() => goBack(name)),
    switchTo: (stateful: boolean) =>
      run.mutate(async () => {
        await client.servers.updateSettings({ serverId, settings: { stateful } })
        showDone(stateful ? 'The server keeps what clients create.' : 'State is off.')
      }),
  }
}
