import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import type { MockApi, Operation, SecurityRequirement } from '#engine/specs/mock-api.ts'
import { compileSecurityCheck } from './check-security.ts'
import { createFindings, failureStatusOf } from './findings.ts'
import { parseCookies } from './parse-cookies.ts'
import { parseQuery } from './parse-query.ts'
import { createCredentialCheck } from './strict-credentials.ts'

const API: MockApi = {
  kind: 'openapi',
  formatVersion: '3.1.0',
  title: 'Café "X"',
  version: '1',
  description: '',
  basePaths: [],
  operations: [],
  schemas: {},
  securitySchemes: {
    header: { type: 'apiKey', in: 'header', name: 'X-Key' },
    query: { type: 'apiKey', in: 'query', name: 'key' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    basic: { type: 'http', scheme: 'Basic' },
    bearer: { type: 'http', scheme: 'bearer' },
    digest: { type: 'http', scheme: 'digest' },
    hoba: { type: 'http', scheme: 'HOBA' },
    own: { type: 'http', scheme: 'AWS4-HMAC-SHA256' },
    oauth: { type: 'oauth2' },
    oidc: { type: 'openIdConnect' },
    tls: { type: 'mutualTLS' },
  },
}

const BEARER = { authorization: 'Bearer abc.def-1' }

function operationWith(security: SecurityRequirement[]): Operation {
  return {
    id: 'x',
    method: 'GET',
    path: '/x',
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: [],
    responses: [],
    security,
  }
}

function check(security: SecurityRequirement[], headers: IncomingHttpHeaders = {}, query = '') {
  const findings = createFindings()
  const source = { headers, query: parseQuery(query), cookies: parseCookies(headers.cookie) }
  compileSecurityCheck(API, operationWith(security))?.check(source, findings)
  return { ...findings, status: failureStatusOf(findings) }
}

test.each<[string, IncomingHttpHeaders, string]>([
  ['header', { 'x-key': 'anything' }, ''],
  ['query', {}, 'key=anything'],
  ['cookie', { cookie: 'a=b; sid=anything' }, ''],
  ['basic', { authorization: `Basic ${btoa('ann:secret')}` }, ''],
  ['basic', { authorization: `basic ${btoa(':')}` }, ''],
  ['bearer', BEARER, ''],
  ['bearer', { authorization: 'bearer x' }, ''],
  ['digest', { authorization: 'Digest username="ann", response="x"' }, ''],
  ['hoba', { authorization: 'HOBA result="x"' }, ''],
  ['own', { authorization: 'AWS4-HMAC-SHA256 Credential=x' }, ''],
  ['own', BEARER, ''],
  ['oauth', BEARER, ''],
  ['oidc', BEARER, ''],
  ['tls', {}, ''],
])('%s is satisfied by any well-formed credential', (scheme, headers, query) => {
  expect(check([{ [scheme]: [] }], headers, query)).toMatchObject({ violations: [], status: null })
})

test.each<[string, IncomingHttpHeaders, string]>([
  ['header', { 'x-key': '' }, ''],
  ['query', {}, 'key='],
  ['cookie', { cookie: 'sid2=x' }, ''],
  ['basic', BEARER, ''],
  ['basic', { authorization: 'Basic ***' }, ''],
  ['basic', { authorization: `Basic ${btoa('no colon')}` }, ''],
  ['bearer', { authorization: 'Bearer' }, ''],
  ['bearer', { authorization: 'Bearer a b' }, ''],
  ['bearer', { authorization: 'abc' }, ''],
  ['digest', BEARER, ''],
  ['hoba', BEARER, ''],
  ['own', {}, ''],
  ['oauth', {}, ''],
  ['oidc', {}, ''],
])('%s without a well-formed credential is 401', (scheme, headers, query) => {
  const result = check([{ [scheme]: [] }], headers, query)
  expect(result.status).toBe(401)
  expect(result.violations).toMatchObject([{ in: 'security', name: scheme }])
})

test('all schemes of a requirement are needed, one requirement is enough', () => {
  const both = [{ header: [], query: [] }]
  expect(check(both, { 'x-key': '1' }).violations.map(({ name }) => name)).toEqual(['query'])
  expect(check(both, { 'x-key': '1' }, 'key=1').status).toBeNull()
  const either: SecurityRequirement[] = [{ header: [] }, { bearer: [] }]
  expect(check(either, BEARER).status).toBeNull()
  expect(check(either).status).toBe(401)
})

function strictly(
  security: SecurityRequirement[],
  headers: IncomingHttpHeaders,
  jwtKey = 'secret',
) {
  const findings = createFindings()
  const source = { headers, query: parseQuery(''), cookies: parseCookies(undefined) }
  const judge = createCredentialCheck({ keys: ['key-1', 'ann:secret'], jwtKeys: [jwtKey] })
  compileSecurityCheck(API, operationWith(security), judge)?.check(source, findings)
  return { status: failureStatusOf(findings), messages: findings.violations.map((v) => v.message) }
}

function tokenOf(claims: object, sign: (content: string) => Buffer, alg = 'HS256') {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg, typ: 'JWT' })}.${part(claims)}`
  return `${content}.${sign(content).toString('base64url')}`
}

const signedBy = (secret: string) => (content: string) =>
  createHmac('sha256', secret).update(content).digest()

test('strict credentials are those that are configured', () => {
  expect(strictly([{ header: [] }], { 'x-key': 'key-1' }).status).toBeNull()
  expect(strictly([{ header: [] }], { 'x-key': 'key-2' })).toEqual({
    status: 401,
    messages: ['has a credential that is not among the configured keys'],
  })
  const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` })
  expect(strictly([{ basic: [] }], basic('ann:secret')).status).toBeNull()
  expect(strictly([{ basic: [] }], basic('ann:other')).status).toBe(401)
  expect(strictly([{ bearer: [] }], { authorization: 'Bearer key-1' }).status).toBeNull()
  expect(strictly([{ digest: [] }], { authorization: 'Digest response="x"' }).status).toBeNull()
})

test('a token has to be signed, valid now, and grant the scopes that are asked for', () => {
  const ask = (token: string, scopes: string[] = [], key?: string) =>
    strictly([{ oauth: scopes }], { authorization: `Bearer ${token}` }, key)
  const claims = { scope: 'read write' }
  const good = tokenOf(claims, signedBy('secret'))
  expect(ask(good, ['read', 'write']).status).toBeNull()
  expect(ask(good, ['read', 'admin'])).toEqual({
    status: 403,
    messages: ['has a token without admin'],
  })
  expect(ask(tokenOf(claims, signedBy('other'))).status).toBe(401)
  expect(ask(tokenOf({ ...claims, exp: 1 }, signedBy('secret'))).messages).toEqual([
    'has an expired token',
  ])
  expect(ask(tokenOf(claims, () => Buffer.alloc(0), 'none')).status).toBe(401)
  for (const [alg, type] of [
    ['RS256', 'rsa'],
    ['ES256', 'ec'],
    ['EdDSA', 'ed25519'],
  ] as const) {
    const keys =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : type === 'ec'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('ed25519')
    const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const hash = type === 'ed25519' ? null : 'sha256'
    const own = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' as const }
    const token = tokenOf(claims, (content) => sign(hash, Buffer.from(content), own), alg)
    expect(ask(token, ['read'], publicKey).status, alg).toBeNull()
    // Who knows the public key cannot sign with it.
    expect(ask(tokenOf(claims, signedBy(publicKey)), [], publicKey).status).toBe(401)
  }
})

test('of two requirements the one that lacks only a scope is the one that was meant', () => {
  const token = tokenOf({ scp: ['read'] }, signedBy('secret'))
  const result = strictly([{ header: [] }, { oauth: ['write'] }], {
    authorization: `Bearer ${token}`,
  })
  expect(result.status).toBe(403)
})

test('an empty requirement makes credentials optional', () => {
  expect(check([{ bearer: [] }, {}]).status).toBeNull()
})

test('no requirement is open to everyone', () => {
  expect(compileSecurityCheck(API, operationWith([]))).toBeNull()
})

test('a key is not there because its header is called as what every object has', () => {
  const security = compileSecurityCheck(
    { ...API, securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'constructor' } } },
    operationWith([{ key: [] }]),
  )
  const findings = createFindings()
  security?.check({ headers: {}, query: parseQuery(''), cookies: parseCookies('') }, findings)
  expect(failureStatusOf(findings)).toBe(401)
})

test('a scheme that the spec does not define passes', () => {
  expect(check([{ unknown: [] }]).status).toBeNull()
  expect(check([{ constructor: [] }]).status).toBeNull()
  expect(check([{ unknown: [], bearer: [] }]).violations).toMatchObject([{ name: 'bearer' }])
})

test('the challenge names each scheme once, in printable ASCII', () => {
  const security = ['basic', 'bearer', 'oauth', 'digest', 'hoba', 'header'].map((name) => ({
    [name]: [],
  }))
  const realm = 'realm="Caf? \\"X\\""'
  expect(check(security).challenge).toBe(
    [
      `Basic ${realm}, charset="UTF-8"`,
      `Bearer ${realm}`,
      `Digest ${realm}, qop="auth", algorithm=SHA-256, nonce="mock"`,
      `HOBA ${realm}`,
      `ApiKey ${realm}, in="header", name="X-Key"`,
    ].join(', '),
  )
})

test('a challenge is given only with a 401', () => {
  expect(check([{ bearer: [] }], BEARER).challenge).toBeNull()
})
