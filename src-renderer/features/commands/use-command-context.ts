import { useNavigate } from 'react-router'
import { showDone, showError } from '../../notices/notices.tsx'
import { useShell } from '../../shell/shell-state.tsx'
import { useThemeSetting } from '../../shell/use-theme-setting.ts'
import { useServerActions } from '../servers/use-server-actions.ts'
import { useSelectedServer, useServers } from '../servers/use-servers.ts'
import type { CommandContext } from './commands.ts'
import { openPalette } from './palette-store.ts'

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => showDone(`Copied ${text}`),
    (error: unknown) => showError(error),
  )
}

/** Focuses the search field of the screen on display, else the filter of the operations. */
function find(): void {
  const field = document.querySelector<HTMLInputElement>(
    'main input[type="search"], main [data-find] input, main input[data-find], #operations-filter',
  )
  field?.focus()
  field?.select()
}

/** What commands act on, as the window shows it now. */
export function useCommandContext(): CommandContext {
  const servers = useServers() ?? []
  const selected = useSelectedServer()
  const actions = useServerActions()
  const shell = useShell()
  const navigate = useNavigate()
  const [, setTheme] = useThemeSetting()
  return {
    servers,
    selected,
    actions,
    shell,
    navigate: (path) => void navigate(path),
    setTheme,
    openPalette,
    copy,
    find,
  }
}
