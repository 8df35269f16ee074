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

  /** Base URL of the server on screen. */
  async baseUrl(): Promise<string> {
    const text = this.#page
      .getByRole('main')
      .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
      .first()
    await expect(text).toBeVisible()
    return (await text.textContent()) ?? ''
  }

  /** Heading of the server on screen. */
  title(name: string): Locator {
    return this.#page.getByRole('heading', { name, level: 1, exact: true })
  }

  operation(name: string): Locator {
    return this.#page.getByRole('listbox', { name: 'Operations' }).getByRole('option', { name })
  }

  async openTab(name: string): Promise<void> {
    await this.#page.getByRole('main').getByRole('tab', { name, exact: true }).click()
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

  /** A message that tells of something that was done, or could not be. */
  notice(pattern: RegExp): Locator {
    return this.#page.getByRole('alert').filter({ hasText: pattern })
  }
}
