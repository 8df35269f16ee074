import { useNavigate } from 'react-router'
import { useFacts } from '../../connection/facts.tsx'
import { showError } from '../../notices/notices.tsx'
import { serverPath } from '../../shell/paths.ts'
import { useShell } from '../../shell/shell-state.tsx'

/** Tells of each server that ends by itself, whichever screen is shown. */
export function CrashNotices() {
  const navigate = useNavigate()
  const { showInDrawer } = useShell()
  useFacts('server.crashed', ({ server }) => {
    showError(new Error(`${server.name} crashed. ${server.lastError ?? ''}`.trim()), {
      // One notice per server, however often it is restarted.
      id: `crash ${server.id}`,
      action: {
        label: 'Show the console',
        run: () => {
          void navigate(serverPath(server.id))
          showInDrawer('console')
        },
      },
    })
  })
  return null
}
