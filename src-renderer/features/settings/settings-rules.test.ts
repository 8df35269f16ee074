import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { changedSettings, followSettings, settingsRules, toForm } from './settings-rules.ts'

const settings = serverSettingsSchema.parse({ name: 'Pets', port: 4010 })

test('a form that was not touched changes nothing', () => {
  expect(changedSettings(toForm(settings), settings)).toEqual({})
})

test('only what differs is saved, sizes in bytes', () => {
  const form = { ...toForm(settings), port: 4020, bodyLimitKib: 1, name: '  Cats ' }
  expect(changedSettings(form, settings)).toEqual({ port: 4020, bodyLimit: 1024, name: 'Cats' })
})

test('a changed list is saved with the rest of the log settings', () => {
  const form = { ...toForm(settings), redactFields: ['pin'] }
  expect(changedSettings(form, settings)).toEqual({
    log: { ...settings.log, redactFields: ['pin'] },
  })
})

test('what a form accepts is what the contract accepts', () => {
  const form = toForm(settings)
  expect(serverSettingsSchema.partial().safeParse(changedSettings(form, settings)).success).toBe(
    true,
  )
})

test('values that cannot be saved are refused with a sentence', () => {
  const form = toForm(settings)
  expect(settingsRules.name(' ')).toBe('Give the server a name.')
  expect(settingsRules.port('')).toBe('The port must be a whole number from 0 to 65,535.')
  expect(settingsRules.port(70_000)).toContain('65,535')
  expect(settingsRules.port(80.5)).toContain('whole number')
  expect(settingsRules.adminPort(4010, form)).toBe('The admin port must differ from the port.')
  expect(settingsRules.adminPort(0, { ...form, port: 0 })).toBeNull()
  expect(settingsRules.bodyLimitKib(-1)).toBe('Give a size of 0 KiB or more.')
  expect(settingsRules.host('')).toContain('127.0.0.1')
})

test('settings that change elsewhere are followed, except where the form is being edited', () => {
  const before = toForm(settings)
  const after = toForm({ ...settings, port: 4020, seed: 7 })
  const form = followSettings({ ...before, seed: 3 }, before, after)
  expect(form).toEqual({ ...after, seed: 3 })
})
