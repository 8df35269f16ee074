import { useNavigate } from 'react-router'
import { useFacts } from '../../connection/facts.tsx'
import { showError } from '../../notices/notices.tsx'
import { serverPath } from '../../shell/paths.ts'
import { useShell } from '../../shell/shell-state.tsx'

/** Tells of each server, and each worker of one, that ends by itself, and of what a log misses, whichever screen is shown. */
export function CrashNotices() {
  const navigate = useNavigate()
  const { showInDrawer } = useShell()

  function tell(serverId: string, what: string, message: string): void {
    showError(new Error(message.trim()), {
      // One notice per server, however often it is restarted.
      id: `${what} ${serverId}`,
      action: {
        label: 'Show the console',
        run: () => {
          void navigate(serverPath(serverId))
          showInDrawer('console')
        },
      },
    })
  }

  useFacts('server.crashed', ({ server }) => {
    tell(server.id, 'crash', `${server.name} crashed. ${server.lastError ?? ''}`)
  })
  useFacts('server.workerLost', ({ server }) => {
    const { lastLoss } = server.workers ?? {}
    tell(server.id, 'worker', `${server.name} lost a worker. ${lastLoss?.message ?? ''}`)
  })
  useFacts('error.occurred', ({ serverId, message }) => {
    if (serverId === null) showError(new Error(message))
    else tell(serverId, 'log', message)
  })
  return null
}
