import type { MenuItemConstructorOptions } from 'electron'
import type { Control, ControlMessage } from './control.ts'

type PermissionDecision = (
  contents: unknown,
  permission: string,
  decide: (granted: boolean) => void,
) => void

/** Native parts that have no picture in a page: they answer as a test wants and report what was asked of them. */
export function createNativeDoubles(control: Control) {
  const dialogAnswers: Record<'open' | 'save', string[][]> = { open: [], save: [] }
  let menu: MenuItemConstructorOptions[] = []
  let decidePermission: PermissionDecision | null = null

  control.on((message) => {
    if (message.type === 'answerDialog') dialogAnswers[message.dialog].push(message.paths)
    if (message.type === 'menu') clickMenuItem(menu, message)
  })
  const report = (api: string, argument: unknown) =>
    control.report({ type: 'called', api, argument: structuredClone(argument) })

  return {
    dialog: {
      async showOpenDialog(_window: unknown, options: unknown) {
        report('dialog.showOpenDialog', options)
        const filePaths = dialogAnswers.open.shift() ?? []
        return { canceled: filePaths.length === 0, filePaths }
      },
      async showSaveDialog(_window: unknown, options: unknown) {
        report('dialog.showSaveDialog', options)
        const filePath = dialogAnswers.save.shift()?.[0] ?? ''
        return { canceled: filePath === '', filePath }
      },
      showErrorBox(title: string, content: string) {
        report('dialog.showErrorBox', { title, content })
      },
    },
    shell: {
      async openExternal(url: string) {
        report('shell.openExternal', url)
      },
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu(template: MenuItemConstructorOptions[]) {
        menu = template
        report(
          'Menu.setApplicationMenu',
          menu.map(({ label, role }) => label ?? role),
        )
      },
    },
    nativeTheme: { themeSource: 'system' },
    screen: {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler(handler: PermissionDecision | null) {
          decidePermission = handler
        },
        setPermissionCheckHandler: () => {},
        setDevicePermissionHandler: () => {},
      },
    },
    /** The permissions, by Chromium's names, that the app grants its page. */
    permissions(): string[] {
      const known = {
        'clipboard-sanitized-write': 'clipboard-write',
        'clipboard-read': 'clipboard-read',
      }
      return Object.entries(known)
        .filter(([permission]) => {
          let granted = false
          decidePermission?.(null, permission, (decision) => {
            granted = decision
          })
          return granted
        })
        .map(([, name]) => name)
    },
  }
}

function clickMenuItem(
  items: MenuItemConstructorOptions[],
  { label }: Extract<ControlMessage, { type: 'menu' }>,
): void {
  for (const item of items) {
    if (item.label === label && item.click) {
      // The app's handlers take no arguments: they only send a command to the page.
      ;(item.click as () => void)()
    }
    if (Array.isArray(item.submenu)) clickMenuItem(item.submenu, { type: 'menu', label })
  }
}
