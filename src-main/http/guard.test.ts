import { expect, test } from 'vitest'
import { checkRequest } from './guard.ts'

const options = { isBearer: (token: string) => token === 'right', allowedHosts: ['mock.example'] }

function check(headers: Record<string, string>, isPublic = false) {
  return checkRequest({ headers }, options, isPublic)?.status ?? 'let in'
}

const bearer = { authorization: 'Bearer right' }

test('the right token on a loopback name is let in', () => {
  for (const host of ['localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'mock.example']) {
    expect(check({ host, ...bearer })).toBe('let in')
  }
})

test('no token, a wrong one and another scheme are refused', () => {
  expect(check({ host: 'localhost' })).toBe(401)
  expect(check({ host: 'localhost', authorization: 'Bearer wrong' })).toBe(401)
  expect(check({ host: 'localhost', authorization: 'Basic right' })).toBe(401)
})

test('a name that was rebound to this machine is refused, even with the token', () => {
  expect(check({ host: 'attacker.example', ...bearer })).toBe(403)
  expect(check({ host: '127.0.0.1.attacker.example', ...bearer })).toBe(403)
  expect(check({ host: '', ...bearer })).toBe(403)
})

test('a page of another origin is refused, also where nothing is secret', () => {
  const host = 'localhost:4000'
  expect(check({ host, origin: 'http://localhost:4000', ...bearer })).toBe('let in')
  expect(check({ host, origin: 'http://localhost:5173', ...bearer })).toBe(403)
  expect(check({ host, origin: 'https://localhost:4000', ...bearer })).toBe(403)
  expect(check({ host, origin: 'null' }, true)).toBe(403)
})

test('the page itself needs no token', () => {
  expect(check({ host: 'localhost' }, true)).toBe('let in')
})
