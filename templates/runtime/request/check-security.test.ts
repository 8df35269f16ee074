import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import type { MockApi, Operation, SecurityRequirement } from '#engine/specs/mock-api.ts'
import { compileSecurityCheck } from './check-security.ts'
import { createFindings, failureStatusOf } from './findings.ts'
import { parseCookies } from './parse-cookies.ts'
import { parseQuery } from './parse-query.ts'

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

test('an empty requirement makes credentials optional', () => {
  expect(check([{ bearer: [] }, {}]).status).toBeNull()
})

test('no requirement is open to everyone', () => {
  expect(compileSecurityCheck(API, operationWith([]))).toBeNull()
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
