import type { ServerSettings } from '#contract/server.ts'
import { accepted, accepts, fromText, type SettingKind } from './setting-kinds.ts'

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

/** Most processes of one server. */
export const mostWorkers = 64

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
    key: 'workers',
    variable: 'MOCKLOOP_WORKERS',
    kind: { type: 'integer', min: 1, max: mostWorkers },
    fallback: 1,
    meaning: 'Processes that answer on the port; they act as one server',
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
    key: 'stateful',
    variable: 'MOCKLOOP_STATEFUL',
    kind: { type: 'flag' },
    fallback: false,
    meaning:
      'What clients create is found, changed and removed by later requests; beyond 100,000 items or 64 MiB the oldest leave',
  },
  {
    key: 'stateSave',
    variable: 'MOCKLOOP_STATE_SAVE',
    kind: { type: 'flag' },
    fallback: false,
    meaning: 'Keep what is stored in data/state.json, so that it survives a restart',
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
