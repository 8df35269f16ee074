import { expect, type Locator, type Page } from '@playwright/test'

/** The Log tab, in the words of its screen. */
export class LogPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get grid(): Locator {
    return this.#page.getByRole('main').getByRole('grid', { name: 'Requests, newest first' })
  }

  /** The row that is open. */
  get openRow(): Locator {
    return this.grid.getByRole('row', { selected: true })
  }

  get details(): Locator {
    return this.#page.getByRole('complementary', { name: 'Request details' })
  }

  /** How many rows wait while older ones are read. */
  get pill(): Locator {
    return this.#page.getByRole('main').getByRole('button', { name: /^↑ [\d,]+ new$/ })
  }

  /** What the list says while it is empty. */
  get emptyNote(): Locator {
    return this.#page.getByRole('main').getByRole('heading', { name: 'No requests yet' })
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  /** Chooses from the menu of a row. */
  async choose(row: Locator, action: string | RegExp): Promise<void> {
    await row.click({ button: 'right' })
    await this.#page.getByRole('menuitem', { name: action }).click()
  }

  async clear(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'Clear the log' }).click()
    await expect(this.emptyNote).toBeVisible()
  }
}
