import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { portOf, statusOf } from './server-status.ts'

test('only a running server can need a restart', () => {
  expect(statusOf({ state: 'running', needsRestart: true })).toBe('needs-restart')
  expect(statusOf({ state: 'stopped', needsRestart: true })).toBe('stopped')
  expect(statusOf({ state: 'running', needsRestart: false })).toBe('running')
})

test('the port is the one in use, then the configured one, then none', () => {
  const settings = serverSettingsSchema.parse({ name: 'Pets', port: 4010 })
  expect(portOf({ url: 'http://127.0.0.1:51234', settings })).toBe(51234)
  expect(portOf({ url: null, settings })).toBe(4010)
  expect(portOf({ url: null, settings: { ...settings, port: 0 } })).toBeNull()
})
