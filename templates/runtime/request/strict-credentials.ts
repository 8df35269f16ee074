import { createHash, timingSafeEqual } from 'node:crypto'
import { type Claims, readToken } from './json-web-token.ts'

/** Which credentials a server takes when it does not take every well-formed one. */
export interface StrictSettings {
  /** API keys, tokens, and `user:password` of basic authentication. */
  keys: readonly string[]
  /** Secrets and public keys (PEM) that JSON Web Tokens are signed with. */
  jwtKeys: readonly string[]
}

/** What is wrong with a credential: it is not known, or does not go far enough. */
export type Shortfall = { kind: 'unknown' | 'scopes'; message: string }

/** Checks one credential; null when it is good enough. */
export type CredentialCheck = (credential: string, scopes: readonly string[]) => Shortfall | null

/** A check against the configured keys, and for tokens that are signed against the keys for signatures. */
export function createCredentialCheck({ keys, jwtKeys }: StrictSettings): CredentialCheck {
  const digests = keys.map(digest)
  // Every key is compared, and in constant time, so that the time of an answer tells nothing.
  const isKey = (text: string) => {
    const own = digest(text)
    return digests.filter((known) => timingSafeEqual(known, own)).length > 0
  }
  return (credential, scopes) => {
    if (isKey(credential)) return null
    const token = readToken(credential, jwtKeys, Date.now())
    if ('fault' in token) return { kind: 'unknown', message: token.fault }
    const granted = grantedBy(token.claims)
    const lacking = scopes.filter((scope) => !granted.has(scope))
    if (lacking.length === 0) return null
    return { kind: 'scopes', message: `has a token without ${lacking.join(', ')}` }
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Scopes are one text with spaces (RFC 8693 §4.2) or a list; servers also call them roles or permissions. */
function grantedBy(claims: Claims): Set<string> {
  const names = ['scope', 'scp', 'scopes', 'roles', 'permissions']
  const texts = names.flatMap((name) => [claims[name]].flat())
  return new Set(texts.flatMap((text) => (typeof text === 'string' ? text.split(' ') : [])))
}
