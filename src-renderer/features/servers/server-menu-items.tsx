import { Menu } from '@mantine/core'
import {
  IconCopy,
  IconFileImport,
  IconPackageExport,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconReload,
  IconTrash,
} from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import type { Server } from '#contract/server.ts'
import { serverPath } from '../../shell/paths.ts'
import { useShell } from '../../shell/shell-state.tsx'
import { useImports } from '../import/imports-context.ts'
import { useUpdateFromFile } from '../import/use-file-chooser.ts'
import { useServerActions } from './use-server-actions.ts'

/** A path or an address, from which the spec can be read again; pasted and uploaded specs have neither. */
const readableAgain = /^(?:https?:|[a-z]:[\\/]|[\\/])/i

/** What can be done to a server, for its context menu and its "more" menu. */
export function ServerMenuItems({ server }: { server: Server }) {
  const actions = useServerActions()
  const navigate = useNavigate()
  const imports = useImports()
  const updateFromFile = useUpdateFromFile()
  const { setRenamingId } = useShell()
  const isUp = server.state === 'running' || server.state === 'starting'
  const { url } = server

  return (
    <>
      {isUp ? (
        <>
          <Menu.Item
            leftSection={<IconPlayerStop size={14} />}
            onClick={() => void actions.stop(server)}
          >
            Stop
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefresh size={14} />}
            onClick={() => void actions.restart(server)}
          >
            Restart
          </Menu.Item>
        </>
      ) : (
        <Menu.Item
          leftSection={<IconPlayerPlay size={14} />}
          onClick={() => void actions.start(server)}
        >
          Start
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconCopy size={14} />}
        disabled={!url}
        onClick={() => void navigator.clipboard.writeText(url ?? '')}
      >
        Copy base URL
      </Menu.Item>
      <Menu.Divider />
      {readableAgain.test(server.source) && (
        <Menu.Item
          leftSection={<IconReload size={14} />}
          onClick={() => void imports.update(server, null)}
        >
          Read its spec again
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconFileImport size={14} />}
        onClick={() => void updateFromFile(server)}
      >
        Update from a file…
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setRenamingId(server.id)}>
        Rename…
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPackageExport size={14} />}
        onClick={() => void navigate(serverPath(server.id, 'export'))}
      >
        Export…
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        leftSection={<IconTrash size={14} />}
        onClick={() => void actions.remove(server)}
      >
        Remove
      </Menu.Item>
    </>
  )
}
