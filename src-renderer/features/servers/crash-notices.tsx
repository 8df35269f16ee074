import { useNavigate } from 'react-router'
import type { Server } from '#contract/server.ts'
import { useFacts } from '../../connection/facts.tsx'
import { showError } from '../../notices/notices.tsx'
import { serverPath } from '../../shell/paths.ts'
import { useShell } from '../../shell/shell-state.tsx'

/** Tells of each server, and each worker of one, that ends by itself, whichever screen is shown. */
export function CrashNotices() {
  const navigate = useNavigate()
  const { showInDrawer } = useShell()

  function tell(server: Server, what: string, message: string): void {
    showError(new Error(message.trim()), {
      // One notice per server, however often it is restarted.
      id: `${what} ${server.id}`,
      action: {
        label: 'Show the console',
        run: () => {
          void navigate(serverPath(server.id))
          showInDrawer('console')
        },
      },
    })
  }

  useFacts('server.crashed', ({ server }) => {
    tell(server, 'crash', `${server.name} crashed. ${server.lastError ?? ''}`)
  })
  useFacts('server.workerLost', ({ server }) => {
    const { lastLoss } = server.workers ?? {}
    tell(server, 'worker', `${server.name} lost a worker. ${lastLoss?.message ?? ''}`)
  })
  return null
}
