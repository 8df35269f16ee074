import { expect, test } from 'vitest'
import { createWebSession, tokenOfHash } from './web-session.ts'

function memoryStorage(initial: Record<string, string> = {}) {
  const values = new Map(Object.entries(initial))
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

function sessionAt(hash: string, answer: () => Promise<Response>, stored?: string) {
  const addresses: unknown[] = []
  const session = createWebSession({
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _unused, url) => void addresses.push(url) },
    storage: memoryStorage(stored ? { 'mockloop.session': stored } : {}),
    exchange: answer,
  })
  return { session, addresses }
}

test('a one-time token is found in the fragment and nowhere else', () => {
  expect(tokenOfHash('#token=a%2Bb')).toBe('a+b')
  expect(tokenOfHash('#/token=abc')).toBe('abc')
  expect(tokenOfHash('#/servers/token=abc')).toBeNull()
  expect(tokenOfHash('')).toBeNull()
})

test('a valid token is traded for a bearer and removed from the address first', async () => {
  const { session, addresses } = sessionAt('#token=once', async () => {
    expect(addresses).toEqual(['/#/'])
    return Response.json({ token: 'bearer-1' })
  })
  expect(await session.open()).toBe('open')
  expect(session.bearer()).toBe('bearer-1')
})

test('a used token without a session is refused', async () => {
  const { session } = sessionAt('#token=used', async () => new Response(null, { status: 401 }))
  expect(await session.open()).toBe('refused')
})

test('a used token keeps the session that the tab already has', async () => {
  const { session } = sessionAt('#token=used', async () => new Response(null, { status: 401 }), 'b')
  expect(await session.open()).toBe('open')
})

test('a page opened without a link says so', async () => {
  const { session } = sessionAt('#/', async () => new Response())
  expect(await session.open()).toBe('missing')
})

test('an engine that does not answer is unreachable, not a refusal', async () => {
  const { session } = sessionAt('#token=once', () => Promise.reject(new TypeError('offline')))
  expect(await session.open()).toBe('unreachable')
})

test('a session that was forgotten has to be opened anew', async () => {
  const { session } = sessionAt('#/', async () => new Response(), 'bearer-1')
  expect(await session.open()).toBe('open')
  session.forget()
  expect(await session.open()).toBe('missing')
})

test('two who ask at the same time get the same answer for one token', async () => {
  let exchanges = 0
  const { session } = sessionAt('#token=once', async () => {
    exchanges += 1
    return Response.json({ token: 'bearer-1' })
  })
  expect(await Promise.all([session.open(), session.open()])).toEqual(['open', 'open'])
  expect(exchanges).toBe(1)
})
