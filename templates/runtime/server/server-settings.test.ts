import { expect, test } from 'vitest'
import { localeSchema } from '#contract/locales.ts'
import { serverSettingsSchema } from '#contract/server.ts'
import { locales } from '../generate/regions.ts'
import { readSettings, settingRows } from './server-settings.ts'

const file = { name: 'Bookshop' }

test('gives the same defaults as the contract', () => {
  expect(readSettings(file, {})).toEqual(serverSettingsSchema.parse(file))
})

test('reads every setting of the contract from the file', () => {
  const settings = serverSettingsSchema.parse({
    name: 'Bookshop',
    host: '0.0.0.0',
    port: 4010,
    adminPort: 4011,
    scenario: 'sold-out',
    validate: 'warn',
    credentials: 'strict',
    credentialKeys: ['a'],
    jwtKeys: ['b'],
    dynamic: true,
    seed: 7,
    locale: 'pt_BR',
    examples: 'verbatim',
    cors: false,
    bodyLimit: 10,
    log: { bodyLimit: 20, redactHeaders: ['x-a'], redactFields: [] },
  })
  expect(readSettings(settings, {})).toEqual(settings)
})

test('lets each setting be overridden by its variable', () => {
  const environment = {
    MOCKLOOP_NAME: 'Other',
    MOCKLOOP_HOST: '::1',
    MOCKLOOP_PORT: '1',
    MOCKLOOP_ADMIN_PORT: '2',
    MOCKLOOP_WORKERS: '2',
    MOCKLOOP_SCENARIO: 'slow',
    MOCKLOOP_VALIDATE: 'off',
    MOCKLOOP_CREDENTIALS: 'strict',
    MOCKLOOP_CREDENTIAL_KEYS: 'key-1, ann:secret',
    MOCKLOOP_JWT_KEYS: 'signing secret',
    MOCKLOOP_DYNAMIC: 'true',
    MOCKLOOP_STATEFUL: '1',
    MOCKLOOP_STATE_SAVE: 'true',
    MOCKLOOP_SEED: '3',
    MOCKLOOP_LOCALE: 'pt-br',
    MOCKLOOP_EXAMPLES: 'verbatim',
    MOCKLOOP_CORS: '0',
    MOCKLOOP_BODY_LIMIT: '4',
    MOCKLOOP_LOG_BODY_LIMIT: '5',
    MOCKLOOP_LOG_REDACT_HEADERS: 'x-one, x-two',
    MOCKLOOP_LOG_REDACT_FIELDS: 'pin',
  }
  expect(Object.keys(environment)).toEqual(settingRows.map(({ variable }) => variable))
  expect(readSettings(file, environment)).toEqual({
    name: 'Other',
    host: '::1',
    port: 1,
    adminPort: 2,
    workers: 2,
    scenario: 'slow',
    validate: 'off',
    credentials: 'strict',
    credentialKeys: ['key-1', 'ann:secret'],
    jwtKeys: ['signing secret'],
    dynamic: true,
    stateful: true,
    stateSave: true,
    seed: 3,
    locale: 'pt_BR',
    examples: 'verbatim',
    cors: false,
    bodyLimit: 4,
    log: { bodyLimit: 5, redactHeaders: ['x-one', 'x-two'], redactFields: ['pin'] },
  })
})

test.each([
  [{ port: 65_536 }, {}, '"port" of mockloop.json: it is 65536. Give a whole number'],
  [{ validate: 'yes' }, {}, 'Give one of enforce, warn, off'],
  [{ locale: 'xx' }, {}, '"locale" of mockloop.json: it is "xx". Give a locale such as en'],
  [{}, { MOCKLOOP_LOCALE: '../en' }, 'MOCKLOOP_LOCALE: it is "../en". Give a locale'],
  [{ scenario: '../x' }, {}, 'Give a scenario name'],
  [{ log: { redactFields: [1] } }, {}, '"log.redactFields"'],
  [{}, { MOCKLOOP_PORT: 'abc' }, 'MOCKLOOP_PORT: it is "abc". Give a whole number'],
  [{}, { MOCKLOOP_CORS: 'maybe' }, 'Give true or false'],
  [[], {}, 'does not hold an object'],
])('says which setting is wrong and what it may be: %j %j', (content, environment, message) => {
  expect(() => readSettings(content, environment)).toThrow(message)
})

test('knows the locales that the contract knows', () => {
  expect(locales).toEqual(localeSchema.options)
})

test('does not take settings from the prototype', () => {
  const inherited = Object.create({ port: 'x' })
  expect(readSettings(inherited, {}).port).toBe(0)
})
