import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'

/** The scenarios of a server; facts keep them fresh. */
export function useScenarios(serverId: string) {
  const { orpc } = useConnection()
  return useQuery(orpc.scenarios.list.queryOptions({ input: { serverId } }))
}

/** Switches to a scenario. The screen shows it at once and returns to the truth if it fails. */
export function useActivateScenario(serverId: string) {
  const { orpc } = useConnection()
  const queries = useQueryClient()
  const listKey = orpc.scenarios.list.queryKey({ input: { serverId } })
  return useMutation(
    orpc.scenarios.activate.mutationOptions({
      onMutate: async ({ name }) => {
        await queries.cancelQueries({ queryKey: listKey })
        queries.setQueryData(listKey, (scenarios) =>
          scenarios?.map((scenario) => ({ ...scenario, active: scenario.name === name })),
        )
      },
      onError: (error) => {
        showError(error)
        void queries.invalidateQueries({ queryKey: listKey })
      },
    }),
  )
}

/** Creates or replaces a scenario, and keeps what the screens know of it true. */
export function useSaveScenario(serverId: string) {
  const { orpc } = useConnection()
  const queries = useQueryClient()
  return useMutation(
    orpc.scenarios.save.mutationOptions({
      onSuccess: async (saved) => {
        queries.setQueryData(
          orpc.scenarios.get.queryKey({ input: { serverId, name: saved.name } }),
          saved,
        )
        await queries.invalidateQueries({
          queryKey: orpc.scenarios.list.queryKey({ input: { serverId } }),
        })
      },
    }),
  )
}
