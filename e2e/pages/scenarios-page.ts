import { expect, type Locator, type Page } from '@playwright/test'

/** The Scenarios tab and the scenario picker of the status bar, in the words of their screens. */
export class ScenariosPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The scenario picker; its name tells the active scenario. */
  picker(active: string): Locator {
    return this.#page.getByRole('button', { name: `Scenario: ${active}`, exact: true })
  }

  /** A scenario in the open picker. */
  choice(name: string): Locator {
    return this.#page.getByRole('menuitemradio', { name, exact: true })
  }

  /** Switches by the picker and waits until it shows the choice. */
  async pick(from: string, to: string): Promise<void> {
    await this.picker(from).click()
    await this.choice(to).click()
    await expect(this.picker(to)).toBeVisible()
  }

  /** Creates an empty scenario, which opens in the editor. */
  async create(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'New scenario' }).click()
    const dialog = this.#page.getByRole('dialog', { name: 'New scenario' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(this.editor(name)).toBeVisible()
  }

  editor(name: string): Locator {
    return this.#page.getByRole('region', { name: `Scenario ${name}`, exact: true })
  }

  /** Adds a rule for an operation, such as `GET /books`, to the scenario in the editor. */
  async addRule(operation: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Add a rule' }).click()
    await this.#page.getByRole('combobox', { name: 'Operation', exact: true }).click()
    await this.#page
      .getByRole('listbox', { name: 'Operation', exact: true })
      .getByRole('option', { name: operation, exact: true })
      .click()
  }

  /** Sets status and JSON body of the open rule, by typing. */
  async answer(status: string, json: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: 'Status' }).fill(status)
    await this.#page.keyboard.press('Escape')
    await this.#page.getByText('JSON', { exact: true }).click()
    await this.typeBody(json)
  }

  async typeBody(json: string): Promise<void> {
    const body = this.#page.getByRole('textbox', { name: 'Body as JSON' })
    await body.click()
    await this.#page.keyboard.press('ControlOrMeta+A')
    await this.#page.keyboard.insertText(json)
  }

  /** What the checks say below the body. */
  bodyMessage(pattern: RegExp): Locator {
    return this.#page
      .getByRole('status', { name: 'Problems of Body as JSON' })
      .filter({ hasText: pattern })
  }

  async save(): Promise<void> {
    const save = this.#page.getByRole('button', { name: /^Save/ })
    await save.click()
    await expect(save).toBeHidden()
  }
}
