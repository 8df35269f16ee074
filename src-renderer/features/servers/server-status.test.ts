import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { portOf, statusOf, troubleOf } from './server-status.ts'

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

test('the trouble of a server is why it is down, or how many of its workers answer', () => {
  const workers = { wanted: 2, answering: 2, lost: 1, lastLoss: { at: 1, message: 'It ended.' } }
  const whole = { state: 'running' as const, lastError: 'Once.', workers }
  expect(troubleOf(whole)).toBe(null)
  expect(troubleOf({ ...whole, workers: null })).toBe(null)
  expect(troubleOf({ ...whole, state: 'crashed', workers: null })).toBe('Once.')
  const one = { ...workers, answering: 1 }
  expect(troubleOf({ ...whole, workers: one })).toBe('1 of 2 workers answers. It ended.')
  expect(troubleOf({ ...whole, workers: { ...one, answering: 0 } })).toBe(
    '0 of 2 workers answer. It ended.',
  )
})
