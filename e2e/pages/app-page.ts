import { expect, type Locator, type Page } from '@playwright/test'

/** The window as its user knows it: words of the screens, no selectors in tests. */
export class AppPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The row of a server in the rail, by its accessible name: name, state, port, scenario. */
  server(name: string): Locator {
    return this.#page.getByRole('navigation', { name: 'Servers' }).getByRole('link', {
      name: new RegExp(`^${name},`),
    })
  }

  async expectServer(name: string, state: string): Promise<void> {
    await expect(this.server(name)).toHaveAccessibleName(new RegExp(`^${name}, ${state}`, 'i'))
  }

  /** Where the server on screen answers, in its header. */
  get address(): Locator {
    return this.#page
      .getByRole('main')
      .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
      .first()
  }

  async baseUrl(): Promise<string> {
    await expect(this.address).toBeVisible()
    return (await this.address.textContent()) ?? ''
  }

  /** Chooses in the dialog of the system that a button of the first screen opens. */
  async choose(button: string, path: string): Promise<void> {
    const chooser = this.#page.waitForEvent('filechooser')
    await this.button(button).click()
    await (await chooser).setFiles(path)
  }

  /** Begins an import from an address, on the first screen. */
  async importFrom(address: string): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: 'Address of a description' })
    await field.fill(address)
    await field.press('Enter')
  }

  async cancelImport(label: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Cancel the import of ${label}` }).click()
  }

  /** Heading of the server on screen. */
  title(name: string): Locator {
    return this.#page.getByRole('heading', { name, level: 1, exact: true })
  }

  /** What the overview of a running server offers to call it with. */
  get tryIt(): Locator {
    return this.#page.getByRole('main').getByRole('region', { name: 'Try it' })
  }

  /** What a log without requests says. */
  get emptyLog(): Locator {
    return this.#page.getByText(/^Each request appears here/).locator('..')
  }

  operation(name: string): Locator {
    return this.#page.getByRole('tree', { name: 'Operations' }).getByRole('treeitem', { name })
  }

  async openTab(name: string): Promise<void> {
    await this.#page.getByRole('main').getByRole('tab', { name, exact: true }).click()
  }

  /** Opens a tab where the row of tabs is cut. */
  async openFromMenu(name: string): Promise<void> {
    await this.button('More').click()
    await this.#page.getByRole('menuitemradio', { name, exact: true }).click()
  }

  /** A row of the log, newest first, whose cells read like this. */
  logRow(pattern: RegExp): Locator {
    return this.#page
      .getByRole('grid', { name: 'Requests, newest first' })
      .getByRole('row', { name: pattern })
      .first()
  }

  /** The line at the bottom says whether the engine is in reach. */
  async expectLive(): Promise<void> {
    await expect(this.#page.getByRole('status').getByText('Live')).toBeVisible()
  }

  button(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true })
  }

  /** Picks an entry of the menu that the header of the server on screen has. */
  async chooseAction(server: string, action: string): Promise<void> {
    await this.button(`Actions for ${server}`).click()
    await this.#page.getByRole('menuitem', { name: action }).click()
  }

  /** Called after what it does on each host. */
  get exportAsZip(): Locator {
    return this.#page.getByRole('main').getByRole('button', { name: /^(Export as|Download) ZIP/ })
  }

  sample(name: string): Locator {
    return this.#page.getByRole('button', { name: `Import the sample ${name}` })
  }

  selectedTab(name: string): Locator {
    return this.#page.getByRole('main').getByRole('tab', { name, exact: true, selected: true })
  }

  dialog(name: string | RegExp): Locator {
    return this.#page.getByRole('dialog', { name })
  }

  /** The screen of an empty workspace. */
  get welcome(): Locator {
    return this.#page.getByRole('heading', { name: 'Drop an API description here' })
  }

  /** Removes a server by the menu of its row. */
  async remove(name: string): Promise<void> {
    await this.server(name).click({ button: 'right' })
    await this.#page.getByRole('menuitem', { name: 'Remove' }).click()
  }

  async chooseTheme(name: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.#page.getByRole('button', { name: /^Theme: / }).click()
    await this.#page.getByRole('menuitemradio', { name }).click()
    await expect(this.#page.getByRole('button', { name: `Theme: ${name}` })).toBeVisible()
  }

  /** What the ground of the window looks like. */
  async expectColourScheme(scheme: 'light' | 'dark'): Promise<void> {
    await expect
      .poll(() =>
        this.#page.evaluate(() => {
          const [red = 0] = getComputedStyle(document.documentElement)
            .backgroundColor.match(/\d+/g)
            ?.map(Number) ?? [0]
          return red < 128 ? 'dark' : 'light'
        }),
      )
      .toBe(scheme)
  }

  /** Types into the palette and takes the entry of that name, or the first one. */
  async runFromPalette(text: string, entry?: string): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+K')
    const search = this.#page.getByRole('textbox', { name: /^Search commands/ })
    await search.fill(text)
    if (entry === undefined) await search.press('Enter')
    else await this.#page.getByRole('button', { name: entry }).click()
    await expect(search).toBeHidden()
  }

  /** Presses a key until the keyboard focus is there. */
  async moveTo(target: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
    const isThere = () => target.evaluate((element) => element === document.activeElement)
    for (let presses = 0; !(await isThere()); presses += 1) {
      if (presses > 100) throw new Error(`${key} does not lead to ${target}.`)
      await this.#page.keyboard.press(key)
    }
  }

  /** A message that something was done. */
  note(pattern: RegExp): Locator {
    return this.#page.getByRole('status').filter({ hasText: pattern })
  }

  /** Presses the button of the message that offers to take a step back. */
  async undo(pattern: RegExp): Promise<void> {
    await this.note(pattern).getByRole('button', { name: 'Undo' }).click()
  }

  /** A message that tells of something that was done, or could not be. */
  notice(pattern: RegExp): Locator {
    return this.#page.getByRole('alert').filter({ hasText: pattern })
  }
}
