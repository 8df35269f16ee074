import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createGuard } from './guard.ts'

function refusal(
  options: Partial<Parameters<typeof createGuard>[0]>,
  { method = 'GET', path = '/health', ...headers }: Record<string, string>,
): number | null {
  const guard = createGuard({ host: '127.0.0.1', hostNames: [], token: null, ...options })
  // The guard looks at these two members only.
  return guard({ method, headers } as unknown as IncomingMessage, path)?.status ?? null
}

test.each(['localhost:4011', '127.0.0.1:4011', '[::1]:4011', 'LOCALHOST'])(
  'lets this machine in by the name %s',
  (host) => {
    expect(refusal({}, { host })).toBeNull()
  },
)

test.each(['evil.example:4011', '127.0.0.1.evil.example', '192.168.1.5:4011', '', 'a@localhost'])(
  'turns the host name "%s" away',
  (host) => {
    expect(refusal({}, { host })).toBe(403)
  },
)

test('lets addresses and listed names in when it listens for others', () => {
  const options = { host: '0.0.0.0', hostNames: ['books-admin'] }
  expect(refusal(options, { host: '10.1.2.3:4011' })).toBeNull()
  expect(refusal(options, { host: 'books-admin:4011' })).toBeNull()
  expect(refusal(options, { host: 'evil.example' })).toBe(403)
})

test('turns pages of other origins away', () => {
  const host = 'localhost:4011'
  expect(refusal({}, { host, origin: 'http://localhost:4011' })).toBeNull()
  expect(refusal({}, { host, origin: 'http://localhost:3000' })).toBe(403)
  expect(refusal({}, { host, origin: 'null' })).toBe(403)
})

test('asks for JSON when something is written', () => {
  const write = { host: 'localhost', method: 'POST' }
  expect(refusal({}, write)).toBe(415)
  expect(refusal({}, { ...write, 'content-type': 'text/plain' })).toBe(415)
  expect(refusal({}, { ...write, 'content-type': 'application/json; charset=utf-8' })).toBeNull()
})

test('asks for the token everywhere but at the probes', () => {
  const options = { token: 'secret' }
  const host = 'localhost'
  expect(refusal(options, { host })).toBe(401)
  expect(refusal(options, { host, authorization: 'Bearer wrong!' })).toBe(401)
  expect(refusal(options, { host, authorization: 'Bearer secrex' })).toBe(401)
  expect(refusal(options, { host, authorization: 'Bearer secret' })).toBeNull()
  expect(refusal(options, { host, path: '/health/live' })).toBeNull()
  expect(refusal(options, { host, path: '/health/ready' })).toBeNull()
})
