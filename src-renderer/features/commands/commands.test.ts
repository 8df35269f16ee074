import { expect, test } from 'vitest'
import { type CommandContext, commands, runCommand, shortcutText } from './commands.ts'

function context(done: string[]): CommandContext {
  const note = (what: string) => () => void done.push(what)
  const act = (what: string) => async () => void done.push(what)
  return {
    servers: [],
    selected: null,
    actions: {
      start: act('start'),
      stop: act('stop'),
      restart: act('restart'),
      startAll: act('startAll'),
      stopAll: act('stopAll'),
      rename: act('rename'),
      remove: act('remove'),
    },
    shell: {
      drawerOpen: true,
      drawerTab: 'log',
      logIsAbove: false,
      setDrawerOpen: note('drawer'),
      showInDrawer: note('drawer tab'),
      importTab: null,
      setImportTab: note('import'),
      renamingId: null,
      setRenamingId: note('renaming'),
    },
    navigate: (path) => void done.push(`go ${path}`),
    setTheme: (theme) => void done.push(`theme ${theme}`),
    openPalette: note('palette'),
    copy: note('copy'),
    find: note('find'),
  }
}

test('every command of the native menu exists', () => {
  const ids = commands.map(({ id }) => id)
  const menu = ['import', 'palette', 'start-all', 'stop-all', 'toggle-drawer', 'settings']
  expect(ids).toEqual(expect.arrayContaining([...menu, 'export', 'find']))
  expect(new Set(ids).size).toBe(ids.length)
})

test('no two commands share a shortcut', () => {
  const shortcuts = commands.flatMap(({ shortcut }) => shortcut ?? [])
  expect(new Set(shortcuts).size).toBe(shortcuts.length)
})

test('a command runs by its id', () => {
  const done: string[] = []
  expect(runCommand('settings', context(done))).toBe(true)
  expect(runCommand('theme-dark', context(done))).toBe(true)
  expect(done).toEqual(['go /settings', 'theme dark'])
})

test('a command that makes no sense now does nothing', () => {
  const done: string[] = []
  expect(runCommand('stop', context(done))).toBe(false)
  expect(runCommand('no-such-command', context(done))).toBe(false)
  expect(done).toEqual([])
})

test('shortcuts are printed as the keys of the system', () => {
  expect(shortcutText('mod+K', 'darwin')).toBe('⌘K')
  expect(shortcutText('mod+Enter', 'win32')).toBe('Ctrl ↵')
})
