import { expect, test } from 'vitest'
import { changesOf } from './changes-of.ts'
import { serverSettingsSchema } from './server.ts'
import { workspaceSettingsSchema } from './settings.ts'

test('a change holds what was sent and nothing else', () => {
  expect(changesOf(serverSettingsSchema).parse({ stateful: true })).toEqual({ stateful: true })
  expect(changesOf(workspaceSettingsSchema).parse({})).toEqual({})
})

test('what is sent is checked as in the whole', () => {
  const changes = changesOf(serverSettingsSchema)
  expect(changes.safeParse({ port: 70_000 }).success).toBe(false)
  expect(changes.safeParse({ seed: 'x' }).success).toBe(false)
  expect(changes.safeParse({ scenario: 'No Name' }).success).toBe(false)
})

test('a member that there is not is refused, inside of another one too', () => {
  const changes = changesOf(serverSettingsSchema)
  expect(changes.safeParse({ prot: 4000 }).success).toBe(false)
  expect(changes.safeParse({ log: { bodyLimt: 1 } }).success).toBe(false)
  expect(changes.safeParse({ log: { bodyLimit: 1 } }).success).toBe(true)
})
