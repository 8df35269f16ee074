import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, safe in URLs. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Who may come in: holders of a bearer token, and holders of a link that works once. */
export interface AccessTokens {
  isBearer(token: string): boolean
  /** A token for one link; it is worth one bearer token. */
  issueLinkToken(): string
  /** A bearer token for a link token, or null when it is unknown or was used. */
  exchange(linkToken: string): string | null
}

/** `ownerToken` is a bearer token from the start: the one in the lock of the workspace. */
export function createAccessTokens(ownerToken: string): AccessTokens {
  const bearers = [digest(ownerToken)]
  const links = new Set<string>()
  return {
    isBearer(token) {
      const offered = digest(token)
      // Every bearer is compared, so that the time tells nothing about which one was close.
      return bearers.reduce((found, bearer) => timingSafeEqual(bearer, offered) || found, false)
    },
    issueLinkToken() {
      const token = createToken()
      links.add(digest(token).toString('hex'))
      return token
    },
    exchange(linkToken) {
      if (!links.delete(digest(linkToken).toString('hex'))) return null
      const bearer = createToken()
      bearers.push(digest(bearer))
      return bearer
    },
  }
}

/** Digests have one length, which a constant-time comparison needs. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
