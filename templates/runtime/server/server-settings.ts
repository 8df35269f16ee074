import type { ServerSettings } from '#contract/server.ts'
import { localeNamed, locales } from '../generate/regions.ts'

/** What a setting accepts, both as JSON in `mockloop.json` and as text in an environment variable. */
type SettingKind =
  | { type: 'integer'; min: number; max: number }
  | { type: 'flag' }
  | { type: 'choice'; values: readonly string[] }
  | { type: 'text' }
  | { type: 'locale' }
  | { type: 'scenario' }
  | { type: 'list' }

interface SettingRow {
  /** Place in `mockloop.json`; a dot leads into an object. */
  key: string
  variable: string
  kind: SettingKind
  /** Used when neither file nor environment name it. */
  fallback: string | number | boolean | readonly string[]
  meaning: string
}

const port = { type: 'integer', min: 0, max: 65_535 } as const
const bytes = { type: 'integer', min: 0, max: 1_073_741_824 } as const

/** Every setting of a mock server; the README of a project lists the same rows. */
export const settingRows: readonly SettingRow[] = [
  {
    key: 'name',
    variable: 'MOCKLOOP_NAME',
    kind: { type: 'text' },
    fallback: 'Mock server',
    meaning: 'Name of the server',
  },
  {
    key: 'host',
    variable: 'MOCKLOOP_HOST',
    kind: { type: 'text' },
    fallback: '127.0.0.1',
    meaning: 'Address both ports listen on',
  },
  {
    key: 'port',
    variable: 'MOCKLOOP_PORT',
    kind: port,
    fallback: 0,
    meaning: 'Port of the mocked API; 0 takes a free one',
  },
  {
    key: 'adminPort',
    variable: 'MOCKLOOP_ADMIN_PORT',
    kind: port,
    fallback: 0,
    meaning: 'Port for health, metrics, log and scenarios; 0 takes a free one',
  },
  {
    key: 'scenario',
    variable: 'MOCKLOOP_SCENARIO',
    kind: { type: 'scenario' },
    fallback: 'happy',
    meaning: 'The active scenario',
  },
  {
    key: 'validate',
    variable: 'MOCKLOOP_VALIDATE',
    kind: { type: 'choice', values: ['enforce', 'warn', 'off'] },
    fallback: 'enforce',
    meaning:
      'What happens to requests that break the spec: refused, answered with a note, not looked at',
  },
  {
    key: 'credentials',
    variable: 'MOCKLOOP_CREDENTIALS',
    kind: { type: 'choice', values: ['any', 'strict'] },
    fallback: 'any',
    meaning: 'Whether any well-formed credential is taken, or only known keys and signed tokens',
  },
  {
    key: 'credentialKeys',
    variable: 'MOCKLOOP_CREDENTIAL_KEYS',
    kind: { type: 'list' },
    fallback: [],
    meaning: 'Keys, tokens and user:password pairs that strict credentials take',
  },
  {
    key: 'jwtKeys',
    variable: 'MOCKLOOP_JWT_KEYS',
    kind: { type: 'list' },
    fallback: [],
    meaning: 'Secrets and public keys (PEM) whose JSON Web Tokens strict credentials take',
  },
  {
    key: 'dynamic',
    variable: 'MOCKLOOP_DYNAMIC',
    kind: { type: 'flag' },
    fallback: false,
    meaning: 'Fresh bodies for each call instead of the same answer every time',
  },
  {
    key: 'seed',
    variable: 'MOCKLOOP_SEED',
    kind: { type: 'integer', min: 0, max: 2_147_483_647 },
    fallback: 1,
    meaning: 'The same seed gives the same generated bodies',
  },
  {
    key: 'locale',
    variable: 'MOCKLOOP_LOCALE',
    kind: { type: 'locale' },
    fallback: 'en',
    meaning: 'Language and country of names, addresses and the like in generated bodies',
  },
  {
    key: 'examples',
    variable: 'MOCKLOOP_EXAMPLES',
    kind: { type: 'choice', values: ['repair', 'verbatim'] },
    fallback: 'repair',
    meaning:
      'Whether members of an example that break its schema are replaced or served as they are',
  },
  {
    key: 'cors',
    variable: 'MOCKLOOP_CORS',
    kind: { type: 'flag' },
    fallback: true,
    meaning: 'Answer preflights and add the headers that browsers ask for',
  },
  {
    key: 'bodyLimit',
    variable: 'MOCKLOOP_BODY_LIMIT',
    kind: bytes,
    fallback: 10_485_760,
    meaning: 'Largest accepted request body in bytes',
  },
  {
    key: 'log.bodyLimit',
    variable: 'MOCKLOOP_LOG_BODY_LIMIT',
    kind: bytes,
    fallback: 65_536,
    meaning: 'Bytes of each body that the log keeps',
  },
  {
    key: 'log.redactHeaders',
    variable: 'MOCKLOOP_LOG_REDACT_HEADERS',
    kind: { type: 'list' },
    fallback: ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key'],
    meaning: 'Headers whose values never reach the log',
  },
  {
    key: 'log.redactFields',
    variable: 'MOCKLOOP_LOG_REDACT_FIELDS',
    kind: { type: 'list' },
    fallback: [
      'password',
      'secret',
      'token',
      'access_token',
      'refresh_token',
      'api_key',
      'client_secret',
    ],
    meaning: 'JSON, form and query fields whose values never reach the log',
  },
]

const scenarioName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/**
 * Puts the content of `mockloop.json` and the environment together; the environment wins.
 * Throws an Error that names the setting, what was found and what is accepted.
 */
export function readSettings(
  file: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): ServerSettings {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new Error('Cannot read mockloop.json: it does not hold an object. Write {} for defaults.')
  }
  const settings: Record<string, unknown> = { log: {} }
  for (const row of settingRows) {
    const text = environment[row.variable]
    const value =
      text === undefined || text === ''
        ? fromFile(row, valueAt(file, row.key))
        : fromEnvironment(row, text)
    const [outer, inner] = row.key.split('.')
    if (inner === undefined) {
      settings[row.key] = value
    } else {
      Object.assign(settings[outer ?? ''] ?? {}, { [inner]: value })
    }
  }
  // Every row was checked against its kind, and the rows are those of ServerSettings.
  return settings as unknown as ServerSettings
}

function valueAt(file: object, key: string): unknown {
  let value: unknown = file
  for (const part of key.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined
  }
  return value
}

function fromFile(row: SettingRow, value: unknown): unknown {
  if (value === undefined) {
    return row.fallback
  }
  if (!accepts(row.kind, value)) {
    throw new Error(
      `Cannot use "${row.key}" of mockloop.json: it is ${JSON.stringify(value)}. Give ${accepted(row.kind)}.`,
    )
  }
  return value
}

function fromEnvironment(row: SettingRow, text: string): unknown {
  const value = fromText(row.kind, text)
  if (!accepts(row.kind, value)) {
    throw new Error(
      `Cannot use ${row.variable}: it is ${JSON.stringify(text)}. Give ${accepted(row.kind)}.`,
    )
  }
  return value
}

function fromText(kind: SettingKind, text: string): unknown {
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

function accepts(kind: SettingKind, value: unknown): boolean {
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
