import type { IncomingHttpHeaders } from 'node:http'
import type { MockApi, Operation, SecurityScheme } from '#engine/specs/mock-api.ts'
import { addFinding, type Findings } from './findings.ts'
import { decodeQueryText, type Query } from './parse-query.ts'
import { sentHeader } from './sent-header.ts'
import type { CredentialCheck } from './strict-credentials.ts'

/** What credentials can be in. */
export interface CredentialSource {
  headers: IncomingHttpHeaders
  query: Query
  cookies: Query
}

/** Checks that the credentials an operation asks for are there and well formed, and if asked to, that they are good. */
export interface SecurityCheck {
  readsQuery: boolean
  readsCookies: boolean
  check(source: CredentialSource, findings: Findings): void
}

interface Requirement {
  name: string
  /** Null for a scheme that the spec does not define. */
  scheme: SecurityScheme | null
  scopes: readonly string[]
}

/** What is wrong with one requirement. */
interface Gap {
  status: 401 | 403
  name: string
  message: string
}

const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*$/
// The registered schemes (RFC 9110 §16.4.1). Specs invent others, and what their clients send nobody can know.
const REGISTERED =
  /^(?:basic|bearer|concealed|digest|dpop|gnap|hoba|mutual|negotiate|oauth|privatetoken|scram-sha-(?:1|256)|vapid)$/

/**
 * Null when everyone may call the operation.
 * @param judge looks at the credentials themselves; without one, every well-formed credential is good
 */
export function compileSecurityCheck(
  mockApi: MockApi,
  operation: Operation,
  judge?: CredentialCheck,
): SecurityCheck | null {
  const alternatives = operation.security.map((requirement) =>
    Object.entries(requirement).map(
      ([name, scopes]): Requirement => ({
        name,
        scopes,
        scheme: Object.hasOwn(mockApi.securitySchemes, name)
          ? (mockApi.securitySchemes[name] ?? null)
          : null,
      }),
    ),
  )
  const isOpen = (requirements: Requirement[]) =>
    requirements.every(({ scheme }) => scheme === null || scheme.type === 'mutualTLS')
  if (alternatives.length === 0 || alternatives.some(isOpen)) return null
  const schemes = alternatives.flat()
  const keyIn = (place: string) =>
    schemes.some(({ scheme }) => scheme?.type === 'apiKey' && scheme.in === place)
  const challenge = challengeOf(schemes, mockApi.title)

  return {
    readsQuery: keyIn('query'),
    readsCookies: keyIn('cookie'),
    check(source, findings) {
      const gaps = alternatives.map((requirements) =>
        requirements.flatMap((requirement) => gapOf(requirement, source, judge) ?? []),
      )
      if (gaps.some((ofOne) => ofOne.length === 0)) return
      // The alternative that lacks least is the one that was most likely meant; scopes are less than a credential.
      const weight = (ofOne: Gap[]) =>
        ofOne.reduce((sum, { status }) => sum + (status === 401 ? 100 : 1), 0)
      const nearest = gaps.reduce((best, each) => (weight(each) < weight(best) ? each : best))
      for (const { status, name, message } of nearest) {
        addFinding(findings, status, { in: 'security', name, message })
      }
      findings.challenge = challenge
    },
  }
}

function gapOf(
  { name, scheme, scopes }: Requirement,
  source: CredentialSource,
  judge: CredentialCheck | undefined,
): Gap | null {
  if (!scheme) return null
  if (!isSatisfied(scheme, source)) return { status: 401, name, message: needOf(scheme) }
  const credential = judge && credentialOf(scheme, source)
  const shortfall = credential === undefined ? null : (judge?.(credential, scopes) ?? null)
  if (shortfall === null) return null
  return { status: shortfall.kind === 'scopes' ? 403 : 401, name, message: shortfall.message }
}

/** The part of a credential that can be compared; undefined for schemes that prove a secret without sending it. */
function credentialOf(scheme: SecurityScheme, source: CredentialSource): string | undefined {
  if (scheme.type === 'apiKey') return keyOf(scheme, source)
  if (scheme.type === 'mutualTLS') return undefined
  const { authorization = '' } = source.headers
  const credentials = authorization.slice(authorization.indexOf(' ') + 1).trim()
  const name = scheme.type === 'http' ? scheme.scheme.toLowerCase() : 'bearer'
  if (name === 'basic') return Buffer.from(credentials, 'base64').toString('utf8')
  if (name === 'bearer' || name === 'oauth' || name === 'privatetoken') return credentials
  return REGISTERED.test(name) ? undefined : credentials
}

function isSatisfied(scheme: SecurityScheme, source: CredentialSource): boolean {
  switch (scheme.type) {
    case 'apiKey':
      return keyOf(scheme, source) !== undefined
    case 'http':
      return isWellFormed(scheme.scheme.toLowerCase(), source.headers.authorization)
    case 'mutualTLS':
      return true
    default:
      return isWellFormed('bearer', source.headers.authorization)
  }
}

function keyOf(
  { in: place, name }: Extract<SecurityScheme, { type: 'apiKey' }>,
  { headers, query, cookies }: CredentialSource,
): string | undefined {
  if (place === 'header') return sentHeader(headers, name.toLowerCase()) || undefined
  const values = (place === 'query' ? query : cookies).get(name)
  const value = values?.find((text) => text !== '')
  return value === undefined ? undefined : decodeQueryText(value)
}

function isWellFormed(scheme: string, authorization: string | undefined): boolean {
  if (authorization === undefined) return false
  const space = authorization.indexOf(' ')
  const given = (space === -1 ? authorization : authorization.slice(0, space)).toLowerCase()
  const credentials = space === -1 ? '' : authorization.slice(space + 1).trim()
  if (!REGISTERED.test(scheme)) return authorization.trim() !== ''
  if (given !== scheme) return false
  if (scheme === 'basic') {
    return TOKEN68.test(credentials) && Buffer.from(credentials, 'base64').includes(':')
  }
  return credentials !== '' && (scheme !== 'bearer' || !/\s/.test(credentials))
}

function needOf(scheme: SecurityScheme): string {
  if (scheme.type === 'apiKey') return `needs an API key in the ${scheme.in} ${scheme.name}`
  if (scheme.type !== 'http') return 'needs the header Authorization: Bearer <token>'
  if (scheme.scheme.toLowerCase() === 'basic') {
    return 'needs the header Authorization: Basic <base64 of user:password>'
  }
  return `needs the header Authorization: ${schemeName(scheme.scheme)} <credentials>`
}

/** One challenge for each scheme (RFC 9110 §11.6.1). */
function challengeOf(requirements: readonly Requirement[], title: string): string {
  const realm = quoted(title)
  const challenges = new Set<string>()
  for (const { scheme } of requirements) {
    if (scheme?.type === 'apiKey') {
      // Not a registered scheme: there is none for keys, and a challenge is owed all the same.
      challenges.add(`ApiKey realm=${realm}, in=${quoted(scheme.in)}, name=${quoted(scheme.name)}`)
    } else if (scheme?.type === 'http') {
      challenges.add(httpChallenge(scheme.scheme, realm))
    } else if (scheme && scheme.type !== 'mutualTLS') {
      challenges.add(`Bearer realm=${realm}`)
    }
  }
  return [...challenges].join(', ')
}

function httpChallenge(scheme: string, realm: string): string {
  const name = schemeName(scheme)
  if (name === 'Basic') return `Basic realm=${realm}, charset="UTF-8"`
  if (name === 'Digest') {
    // Any response is accepted, so the nonce need not be fresh.
    return `Digest realm=${realm}, qop="auth", algorithm=SHA-256, nonce="mock"`
  }
  return `${name} realm=${realm}`
}

function schemeName(scheme: string): string {
  const token = scheme.replace(/[^\w!#$%&'*+\-.^`|~]/g, '')
  return token.charAt(0).toUpperCase() + token.slice(1)
}

/** A quoted string that any header may carry. */
function quoted(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`
}
