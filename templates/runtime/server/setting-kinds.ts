import { localeNamed, locales } from '../generate/regions.ts'

/** What a setting accepts, both as JSON in `mockloop.json` and as text in an environment variable. */
export type SettingKind =
  | { type: 'integer'; min: number; max: number }
  | { type: 'flag' }
  | { type: 'choice'; values: readonly string[] }
  | { type: 'text' }
  | { type: 'locale' }
  | { type: 'scenario' }
  | { type: 'list' }

const scenarioName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** What a text in an environment variable means; the text itself when it means nothing. */
export function fromText(kind: SettingKind, text: string): unknown {
  switch (kind.type) {
    case 'integer':
      return /^\d{1,15}$/.test(text) ? Number(text) : text
    case 'flag':
      return text === 'true' || text === '1'
        ? true
        : text === 'false' || text === '0'
          ? false
          : text
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    case 'locale':
      return localeNamed(text) ?? text
    default:
      return text
  }
}

/** Whether a value is one that the setting takes. */
export function accepts(kind: SettingKind, value: unknown): boolean {
  switch (kind.type) {
    case 'integer':
      return Number.isInteger(value) && Number(value) >= kind.min && Number(value) <= kind.max
    case 'flag':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && kind.values.includes(value)
    case 'text':
      return typeof value === 'string' && value.trim() !== ''
    case 'locale':
      return typeof value === 'string' && locales.includes(value)
    case 'scenario':
      return typeof value === 'string' && value.length <= 60 && scenarioName.test(value)
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
  }
}

/** What a setting accepts, in words. */
export function accepted(kind: SettingKind): string {
  switch (kind.type) {
    case 'integer':
      return `a whole number from ${kind.min} to ${kind.max}`
    case 'flag':
      return 'true or false'
    case 'choice':
      return `one of ${kind.values.join(', ')}`
    case 'text':
      return 'a text that is not empty'
    case 'locale':
      return 'a locale such as en, de, fr_CA or pt_BR'
    case 'scenario':
      return 'a scenario name: lower-case letters, digits and single hyphens'
    case 'list':
      return 'a list of names'
  }
}
