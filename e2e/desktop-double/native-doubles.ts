import type { MenuItemConstructorOptions } from 'electron'
import type { Control, ControlMessage } from './control.ts'
import { requireKnownItems } from './menu-items.ts'

type RequestHandler = (
  contents: unknown,
  permission: string,
  decide: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void

type CheckHandler = (
  contents: unknown,
  permission: string,
  requestingOrigin: string,
  details: { requestingUrl: string; isMainFrame: boolean },
) => boolean

/** Native parts that have no picture in a page: they answer as a test wants and report what was asked of them. */
export function createNativeDoubles(control: Control) {
  const savePaths: string[] = []
  let menu: MenuItemConstructorOptions[] = []
  const pressedButtons: number[] = []
  let answerRequest: RequestHandler | null = null
  let answerCheck: CheckHandler | null = null

  control.on((message) => {
    if (message.type === 'answerSaveDialog') savePaths.push(message.path)
    if (message.type === 'pressButton') pressedButtons.push(message.button)
    if (message.type === 'menu') clickMenuItem(menu, message)
  })
  const report = (api: string, argument: unknown) =>
    control.report({ type: 'called', api, argument: structuredClone(argument) })

  return {
    dialog: {
      async showSaveDialog(_window: unknown, options: unknown) {
        report('dialog.showSaveDialog', options)
        const filePath = savePaths.shift() ?? ''
        return { canceled: filePath === '', filePath }
      },
      async showMessageBox(...args: unknown[]) {
        // The window may be left out.
        report('dialog.showMessageBox', args.at(-1))
        return { response: pressedButtons.shift() ?? 0, checkboxChecked: false }
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
      buildFromTemplate(template: MenuItemConstructorOptions[]) {
        requireKnownItems(template)
        return template
      },
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
        setPermissionRequestHandler(handler: RequestHandler | null) {
          answerRequest = handler
        },
        setPermissionCheckHandler(handler: CheckHandler | null) {
          answerCheck = handler
        },
        setDevicePermissionHandler: () => {},
      },
    },
    /** The permissions, by Chromium's names, that the app grants a page of this origin by both handlers. */
    permissions(origin: string): string[] {
      const details = { requestingUrl: `${origin}/`, isMainFrame: true }
      const known = {
        'clipboard-sanitized-write': 'clipboard-write',
        'clipboard-read': 'clipboard-read',
        notifications: 'notifications',
        geolocation: 'geolocation',
      }
      return Object.entries(known)
        .filter(([permission]) => {
          // Without a handler Electron grants everything.
          let granted = answerRequest === null
          answerRequest?.(
            null,
            permission,
            (decision) => {
              granted = decision
            },
            details,
          )
          return granted && (answerCheck?.(null, permission, `${origin}/`, details) ?? true)
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
