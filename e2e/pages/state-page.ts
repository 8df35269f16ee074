import { expect, type Locator, type Page } from '@playwright/test'

/** The State tab. */
export class StatePage {
  readonly #main: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.#main = page.getByRole('main')
  }

  async switchOn(): Promise<void> {
    const toggle = this.#main.getByRole('switch', { name: 'Stateful' })
    await toggle.click({ force: true })
    await expect(toggle).toBeChecked()
  }

  /** The row of a collection, with its path, its number of items and the confidence. */
  collection(name: string): Locator {
    return this.#main
      .getByRole('list', { name: 'Collections' })
      .getByRole('listitem')
      .filter({ has: this.#page.getByText(name, { exact: true }) })
  }

  async open(name: string): Promise<Locator> {
    await this.collection(name).getByRole('button', { expanded: false }).click()
    return this.#main.getByRole('list', { name: `Items of ${name}` })
  }

  async press(name: string): Promise<void> {
    await this.#main.getByRole('button', { name, exact: true }).click()
  }

  async undo(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Undo' }).click()
  }

  /** Corrects where a collection has its seeds from. */
  async startWith(name: string, items: number): Promise<void> {
    await this.#main.getByRole('button', { name: `Correct ${name}`, exact: true }).click()
    const dialog = this.#page.getByRole('dialog')
    await dialog.getByLabel('Items at the start').fill(String(items))
    await dialog.getByRole('button', { name: 'Save correction' }).click()
    await expect(dialog).toBeHidden()
  }

  /** Corrects what an operation does to a collection. */
  async giveRole(name: string, operation: string, role: string): Promise<void> {
    await this.#main.getByRole('button', { name: `Correct ${name}`, exact: true }).click()
    const dialog = this.#page.getByRole('dialog')
    await dialog.getByLabel(operation, { exact: true }).selectOption(role)
    await dialog.getByRole('button', { name: 'Save correction' }).click()
    await expect(dialog).toBeHidden()
  }
}
