import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { Server, ServerSettings } from '#contract/server.ts'
import { withServer } from '../../connection/apply-fact.ts'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { showError, showUndo } from '../../notices/notices.tsx'
import { serverPath } from '../../shell/paths.ts'

/** What can be done to servers from anywhere; failures are told to the user and never thrown. */
export interface ServerActions {
  start(server: Server): Promise<void>
  stop(server: Server): Promise<void>
  restart(server: Server): Promise<void>
  startAll(): Promise<void>
  stopAll(): Promise<void>
  rename(server: Server, name: string): Promise<void>
  /** Removes at once; a notice offers to bring the server back, running if it ran. */
  remove(server: Server): Promise<void>
}

export function useServerActions(): ServerActions {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  const navigate = useNavigate()

  return useMemo(() => {
    function keep(server: Server): void {
      queries.setQueryData(orpc.servers.list.queryKey(), (servers) =>
        servers ? withServer(servers, server) : undefined,
      )
    }

    async function run(action: () => Promise<Server | Server[]>): Promise<void> {
      try {
        for (const server of [await action()].flat()) keep(server)
      } catch (error) {
        showError(error)
      }
    }

    async function startOnPort(server: Server, port: number): Promise<void> {
      const settings: Partial<ServerSettings> = { port }
      await run(() => client.servers.updateSettings({ serverId: server.id, settings }))
      await launch(server, () => client.servers.start({ serverId: server.id }))
    }

    async function launch(server: Server, action: () => Promise<Server>): Promise<void> {
      try {
        keep(await action())
      } catch (error) {
        const { code, data } = describeError(error)
        const port = data.suggestedPort
        const remedy =
          code === 'PORT_TAKEN' && port !== undefined
            ? { label: `Use port ${port} instead`, run: () => void startOnPort(server, port) }
            : undefined
        showError(error, remedy ? { action: remedy } : {})
      }
    }

    return {
      start: (server) => launch(server, () => client.servers.start({ serverId: server.id })),
      restart: (server) => launch(server, () => client.servers.restart({ serverId: server.id })),
      stop: (server) => run(() => client.servers.stop({ serverId: server.id })),
      startAll: () => run(() => client.servers.startAll()),
      stopAll: () => run(() => client.servers.stopAll()),
      rename: (server, name) =>
        run(() => client.servers.updateSettings({ serverId: server.id, settings: { name } })),
      async remove(server) {
        try {
          await client.servers.remove({ serverId: server.id })
        } catch (error) {
          showError(error)
          return
        }
        queries.setQueryData(orpc.servers.list.queryKey(), (servers) =>
          servers?.filter((other) => other.id !== server.id),
        )
        showUndo(`Removed ${server.name}.`, () => {
          void run(async () => {
            const restored = await client.servers.restore({ serverId: server.id })
            await navigate(serverPath(restored.id))
            // It was answering when it was removed: undone means that it answers again.
            return server.state === 'running'
              ? client.servers.start({ serverId: restored.id })
              : restored
          })
        })
      },
    }
  }, [client, orpc, queries, navigate])
}
