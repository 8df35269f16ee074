import type { MenuItemConstructorOptions } from 'electron'

const roles = [
  'about',
  'services',
  'hide',
  'hideOthers',
  'unhide',
  'quit',
  'close',
  'editMenu',
  'windowMenu',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
  'toggleDevTools',
]
const modifiers =
  /^(Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)$/
const keys =
  /^([A-Z0-9]|F([1-9]|1\d|2[0-4])|[,./;'[\]\\`=-]|Plus|Space|Tab|Enter|Return|Escape|Esc)$/

/** Refuses items that Electron would refuse or show without effect, and accelerators given twice. */
export function requireKnownItems(items: MenuItemConstructorOptions[]): void {
  const taken = new Set<string>()
  const check = (item: MenuItemConstructorOptions): void => {
    const { role, label, type, click, accelerator, submenu } = item
    if (role && !roles.includes(role)) throw new Error(`The desktop double has no role ${role}.`)
    if (!role && !label && type !== 'separator') throw new Error('A menu item needs a label.')
    if (!role && !click && !submenu && type !== 'separator') {
      throw new Error(`The menu item ${label} does nothing.`)
    }
    if (accelerator) {
      const parts = String(accelerator).split('+')
      const key = parts.pop() ?? ''
      if (!keys.test(key) || !parts.every((part) => modifiers.test(part))) {
        throw new Error(`Invalid accelerator: ${accelerator}`)
      }
      if (taken.has(String(accelerator))) throw new Error(`${accelerator} is taken twice.`)
      taken.add(String(accelerator))
    }
    if (Array.isArray(submenu)) submenu.forEach(check)
  }
  items.forEach(check)
}
