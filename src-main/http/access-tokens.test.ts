import { expect, test } from 'vitest'
import { createAccessTokens, createToken } from './access-tokens.ts'

test('tokens are 256 random bits', () => {
  expect(Buffer.from(createToken(), 'base64url')).toHaveLength(32)
  expect(createToken()).not.toBe(createToken())
})

test('a link token is worth one bearer token', () => {
  const tokens = createAccessTokens('owner')
  const link = tokens.issueLinkToken()
  const bearer = tokens.exchange(link)
  expect(bearer).not.toBeNull()
  expect(tokens.isBearer(bearer ?? '')).toBe(true)
  expect(tokens.exchange(link)).toBeNull()
})

test('only issued tokens open the door', () => {
  const tokens = createAccessTokens('owner')
  expect(tokens.isBearer('owner')).toBe(true)
  expect(tokens.isBearer('')).toBe(false)
  expect(tokens.isBearer(tokens.issueLinkToken())).toBe(false)
  expect(tokens.exchange('owner')).toBeNull()
})
