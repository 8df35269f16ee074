import type { Server } from '#contract/server.ts'
import { type ServerTab, serverPath, serverTabs, workspaceSettingsPath } from '../../shell/paths.ts'
import type { ShellState } from '../../shell/shell-state.tsx'
import type { ThemeSetting } from '../../shell/use-theme-setting.ts'
import type { ServerActions } from '../servers/use-server-actions.ts'

/** What commands act on. */
export interface CommandContext {
  servers: readonly Server[]
  /** The server that the window shows. */
  selected: Server | null
  actions: ServerActions
  shell: ShellState
  navigate: (path: string) => void
  setTheme: (theme: ThemeSetting) => void
  openPalette: () => void
  copy: (text: string) => void
  /** Puts the keyboard focus into the search of the screen. */
  find: () => void
}

/** Something that can be done from the palette, the keyboard and the native menu alike. */
export interface Command {
  /** Also the id of the native menu's item. */
  id: string
  title: string
  /** Mantine's notation, such as `mod+O`. */
  shortcut?: string
  /** Other words one might search it by. */
  keywords?: string
  available?: (context: CommandContext) => boolean
  run: (context: CommandContext) => void
}

const hasServer = ({ selected }: CommandContext) => selected !== null
const isUp = ({ selected }: CommandContext) =>
  selected?.state === 'running' || selected?.state === 'starting'

const tabTitles: Record<ServerTab, string> = {
  overview: 'Go to overview',
  operations: 'Go to operation',
  scenarios: 'Go to scenarios',
  state: 'Go to state',
  log: 'Go to log',
  settings: 'Go to server settings',
  export: 'Export server…',
}
// The native menu calls the export `export`; the others are reached by their digits.
const tabIds: Partial<Record<ServerTab, string>> = { export: 'export' }

/** A command on the selected server; it does nothing while there is none. */
function onSelected(
  command: Omit<Command, 'run'> & { act: (server: Server, context: CommandContext) => void },
): Command {
  const { act, ...rest } = command
  return {
    available: hasServer,
    ...rest,
    run: (context) => context.selected && act(context.selected, context),
  }
}

/** Every command of the app. A new one is one more entry here. */
export const commands: readonly Command[] = [
  {
    id: 'import',
    title: 'Import a description from files…',
    shortcut: 'mod+O',
    keywords: 'add new open server openapi swagger',
    run: ({ shell }) => shell.setImportTab('file'),
  },
  {
    id: 'import-url',
    title: 'Import from URL…',
    keywords: 'add download',
    run: ({ shell }) => shell.setImportTab('url'),
  },
  {
    id: 'import-paste',
    title: 'Import pasted text…',
    keywords: 'add clipboard paste',
    run: ({ shell }) => shell.setImportTab('paste'),
  },
  {
    id: 'import-sample',
    title: 'Import a sample…',
    keywords: 'add example petstore demo',
    run: ({ shell }) => shell.setImportTab('samples'),
  },
  onSelected({
    id: 'start',
    title: 'Start server',
    shortcut: 'mod+Enter',
    available: (context) => hasServer(context) && !isUp(context),
    act: (server, { actions }) => void actions.start(server),
  }),
  onSelected({
    id: 'stop',
    title: 'Stop server',
    available: isUp,
    act: (server, { actions }) => void actions.stop(server),
  }),
  onSelected({
    id: 'restart',
    title: 'Restart server',
    available: isUp,
    act: (server, { actions }) => void actions.restart(server),
  }),
  {
    id: 'start-all',
    title: 'Start all servers',
    available: ({ servers }) => servers.some((server) => server.state === 'stopped'),
    run: ({ actions }) => void actions.startAll(),
  },
  {
    id: 'stop-all',
    title: 'Stop all servers',
    available: ({ servers }) => servers.some((server) => server.state === 'running'),
    run: ({ actions }) => void actions.stopAll(),
  },
  onSelected({
    id: 'copy-url',
    title: 'Copy base URL',
    keywords: 'address clipboard',
    available: ({ selected }) => Boolean(selected?.url),
    act: (server, { copy }) => server.url && copy(server.url),
  }),
  onSelected({
    id: 'rename',
    title: 'Rename server…',
    act: (server, { shell }) => shell.setRenamingId(server.id),
  }),
  onSelected({
    id: 'remove',
    title: 'Remove server',
    keywords: 'delete',
    act: (server, { actions }) => void actions.remove(server),
  }),
  ...serverTabs.map((tab, index) =>
    onSelected({
      id: tabIds[tab] ?? `go-${tab}`,
      title: tabTitles[tab],
      shortcut: `mod+${index + 1}`,
      act: (server, { navigate }) => navigate(serverPath(server.id, tab)),
    }),
  ),
  {
    id: 'find',
    title: 'Find in this screen',
    shortcut: 'mod+F',
    keywords: 'search filter operations log',
    available: hasServer,
    run: ({ find }) => find(),
  },
  {
    id: 'toggle-drawer',
    title: 'Show or hide the drawer',
    shortcut: 'mod+J',
    keywords: 'live log console problems panel',
    available: ({ servers }) => servers.length > 0,
    run: ({ shell }) => shell.setDrawerOpen(!shell.drawerOpen),
  },
  {
    id: 'show-console',
    title: 'Show the console',
    available: hasServer,
    run: ({ shell }) => shell.showInDrawer('console'),
  },
  {
    id: 'show-problems',
    title: 'Show problems of the description',
    available: hasServer,
    run: ({ shell }) => shell.showInDrawer('problems'),
  },
  {
    id: 'settings',
    title: 'Workspace settings',
    shortcut: 'mod+,',
    keywords: 'preferences retention options',
    run: ({ navigate }) => navigate(workspaceSettingsPath),
  },
  {
    id: 'theme-light',
    title: 'Use the light theme',
    keywords: 'appearance colour',
    run: ({ setTheme }) => setTheme('light'),
  },
  {
    id: 'theme-dark',
    title: 'Use the dark theme',
    keywords: 'appearance colour night',
    run: ({ setTheme }) => setTheme('dark'),
  },
  {
    id: 'theme-system',
    title: 'Use the theme of the system',
    keywords: 'appearance colour auto',
    run: ({ setTheme }) => setTheme('system'),
  },
  {
    id: 'palette',
    title: 'Search or run a command',
    shortcut: 'mod+K',
    run: ({ openPalette }) => openPalette(),
  },
]

/** Runs a command by its id when it exists and makes sense now; tells whether it did. */
export function runCommand(id: string, context: CommandContext): boolean {
  const command = commands.find((candidate) => candidate.id === id)
  if (!command || command.available?.(context) === false) return false
  command.run(context)
  return true
}

/** A shortcut as it is printed on keys: `mod+K` → `⌘K` or `Ctrl K`. */
export function shortcutText(shortcut: string, platform: string): string {
  const [modifier, key = ''] = shortcut.split('+')
  if (modifier !== 'mod') return shortcut
  const name = key === 'Enter' ? '↵' : key
  return platform === 'darwin' ? `⌘${name}` : `Ctrl ${name}`
}
