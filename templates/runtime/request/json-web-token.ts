import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { isRecord } from '../schemas/json-schema.ts'

/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>

const hashes: Readonly<Record<string, string>> = {
  '256': 'sha256',
  '384': 'sha384',
  '512': 'sha512',
}

/** Seconds that two clocks may differ. */
const leeway = 30

/** The claims of a JSON Web Token (RFC 7519) that one of the keys has signed and that holds now, or why there are none. */
export function readToken(
  token: string,
  keys: readonly string[],
  now: number,
): { claims: Claims } | { fault: string } {
  const [head, body, signature, ...rest] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) {
    return { fault: 'has a credential that is not among the configured keys' }
  }
  const header = decode(head)
  const claims = decode(body)
  if (!header || !claims) return { fault: 'has a token that cannot be read' }
  const algorithm = typeof header['alg'] === 'string' ? header['alg'] : ''
  const content = `${head}.${body}`
  const signed = Buffer.from(signature, 'base64url')
  if (!keys.some((key) => isSigned(algorithm, content, signed, key))) {
    return { fault: 'has a token that none of the configured keys has signed' }
  }
  const seconds = now / 1000
  const { exp, nbf } = claims
  if (typeof exp === 'number' && exp + leeway < seconds) return { fault: 'has an expired token' }
  if (typeof nbf === 'number' && nbf - leeway > seconds) {
    return { fault: 'has a token that is not valid yet' }
  }
  return { claims }
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** A public key never counts as a secret: whoever knows it could sign with it. */
function isSigned(algorithm: string, content: string, signature: Buffer, key: string): boolean {
  const hash = hashes[algorithm.slice(2)]
  const isPublic = key.includes('-----BEGIN ')
  if (algorithm.startsWith('HS')) {
    if (isPublic || hash === undefined) return false
    const own = createHmac(hash, key).update(content).digest()
    return own.length === signature.length && timingSafeEqual(own, signature)
  }
  if (!isPublic) return false
  try {
    const publicKey = createPublicKey(key.replaceAll('\\n', '\n'))
    const data = Buffer.from(content)
    switch (algorithm.slice(0, 2)) {
      case 'RS':
        return hash !== undefined && verify(hash, data, publicKey, signature)
      case 'ES': {
        const ellipticKey = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
        return hash !== undefined && verify(hash, data, ellipticKey, signature)
      }
      default:
        return algorithm === 'EdDSA' && verify(null, data, publicKey, signature)
    }
  } catch {
    // Not a key of the kind that the token asks for.
    return false
  }
}
