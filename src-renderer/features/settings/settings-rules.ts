import { mostWorkers } from '#contract/most-workers.ts'
import type { ServerSettings } from '#contract/server.ts'

/** A form field while it is typed: a number, or the text that is not one yet. */
export type NumberField = number | string

/** The settings as the form holds them: sizes in KiB, numbers as typed. */
export interface SettingsForm {
  name: string
  host: string
  port: NumberField
  adminPort: NumberField
  workers: NumberField
  validate: ServerSettings['validate']
  dynamic: boolean
  stateful: boolean
  stateSave: boolean
  seed: NumberField
  locale: ServerSettings['locale']
  examples: ServerSettings['examples']
  cors: boolean
  bodyLimitKib: NumberField
  logBodyLimitKib: NumberField
  redactHeaders: string[]
  redactFields: string[]
  credentials: ServerSettings['credentials']
  credentialKeys: string[]
  jwtKeys: string[]
}

const KIB = 1024
const HIGHEST_PORT = 65_535
const HIGHEST_SEED = 2_147_483_647

export function toForm(settings: ServerSettings): SettingsForm {
  const { name, host, port, adminPort, validate, dynamic, seed, locale, examples, cors } = settings
  const { stateful, stateSave, workers } = settings
  return {
    name,
    host,
    port,
    adminPort,
    validate,
    dynamic,
    seed,
    locale,
    examples,
    cors,
    stateful,
    stateSave,
    workers,
    bodyLimitKib: settings.bodyLimit / KIB,
    logBodyLimitKib: settings.log.bodyLimit / KIB,
    redactHeaders: settings.log.redactHeaders,
    redactFields: settings.log.redactFields,
    credentials: settings.credentials,
    credentialKeys: settings.credentialKeys,
    jwtKeys: settings.jwtKeys,
  }
}

/** The settings that differ from the current ones; empty when nothing was changed. */
export function changedSettings(
  form: SettingsForm,
  current: ServerSettings,
): Partial<ServerSettings> {
  const { validate, dynamic, stateful, stateSave, locale, examples, cors } = form
  const next: Omit<ServerSettings, 'scenario'> = {
    validate,
    dynamic,
    stateful,
    stateSave,
    locale,
    examples,
    cors,
    name: form.name.trim(),
    host: form.host.trim(),
    port: Number(form.port),
    adminPort: Number(form.adminPort),
    workers: Number(form.workers),
    seed: Number(form.seed),
    bodyLimit: Math.round(Number(form.bodyLimitKib) * KIB),
    log: {
      bodyLimit: Math.round(Number(form.logBodyLimitKib) * KIB),
      redactHeaders: form.redactHeaders,
      redactFields: form.redactFields,
    },
    credentials: form.credentials,
    credentialKeys: form.credentialKeys,
    jwtKeys: form.jwtKeys,
  }
  // The keys of `next` are those of the settings; `Object.entries` only forgets it.
  return Object.fromEntries(
    Object.entries(next).filter(
      ([key, value]) =>
        JSON.stringify(value) !== JSON.stringify(current[key as keyof ServerSettings]),
    ),
  ) as Partial<ServerSettings>
}

/**
 * The form after the settings were changed elsewhere: what is being edited stays as it is, the rest
 * follows the new settings.
 */
export function followSettings(
  values: SettingsForm,
  before: SettingsForm,
  after: SettingsForm,
): SettingsForm {
  const edited = Object.entries(values).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof SettingsForm]),
  )
  return { ...after, ...Object.fromEntries(edited) }
}

function wholeNumber(value: NumberField, name: string, highest: number, lowest = 0): string | null {
  const number = value === '' ? Number.NaN : Number(value)
  if (!Number.isInteger(number) || number < lowest || number > highest) {
    return `${name} must be a whole number from ${lowest} to ${highest.toLocaleString('en')}.`
  }
  return null
}

function size(value: NumberField): string | null {
  const number = value === '' ? Number.NaN : Number(value)
  return number >= 0 ? null : 'Give a size of 0 KiB or more.'
}

/** A sentence for each field whose value cannot be saved, null for the others. */
export const settingsRules = {
  name: (value: string) => {
    if (!value.trim()) return 'Give the server a name.'
    return value.trim().length > 120 ? 'Use at most 120 characters.' : null
  },
  host: (value: string) =>
    value.trim() ? null : 'Give an address, such as 127.0.0.1 for this machine only.',
  port: (value: NumberField) => wholeNumber(value, 'The port', HIGHEST_PORT),
  adminPort: (value: NumberField, form: SettingsForm) =>
    wholeNumber(value, 'The admin port', HIGHEST_PORT) ??
    (Number(value) > 0 && Number(value) === Number(form.port)
      ? 'The admin port must differ from the port.'
      : null),
  workers: (value: NumberField) => wholeNumber(value, 'The number of workers', mostWorkers, 1),
  seed: (value: NumberField) => wholeNumber(value, 'The seed', HIGHEST_SEED),
  bodyLimitKib: size,
  logBodyLimitKib: size,
}
