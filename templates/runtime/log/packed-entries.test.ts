import { deserialize, serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { apiOf } from '#engine/scenarios/api-for-tests.ts'
import type { RequestHead } from '../exchange.ts'
import { createEntryPacker } from './pack-entries.ts'
import { unpackEntries } from './packed-entries.ts'
import type { AnswerRecord, RequestRecord } from './request-record.ts'

const mockApi = apiOf([])

const pack = createEntryPacker(serverSettingsSchema.parse({ name: 'Test' }), mockApi)

function head(path: string, rawQuery = ''): RequestHead {
  const url = rawQuery === '' ? path : `${path}?${rawQuery}`
  const headers = { host: 'a', 'user-agent': 'test', authorization: 'Bearer s3cret' }
  return { method: 'POST', url, path, rawQuery, headers, clientIp: '::ffff:127.0.0.1' }
}

function answer(body: string): AnswerRecord {
  return {
    operation: null,
    violations: [],
    status: 200,
    headers: ['Content-Type', 'text/plain'],
    body: Buffer.from(body),
    size: body.length,
    reason: `reason of ${body}`,
    trace: [{ stage: 'body', verdict: 'pass', message: 'an example' }],
    scenario: 'happy',
  }
}

function record(of: RequestHead, answered: AnswerRecord, body = ''): RequestRecord {
  const requestBody = Buffer.from(body)
  const times = { at: 1_700_000_000_000, durationMs: 1.23456 }
  return { ...times, head: of, requestBody, requestSize: requestBody.length, answer: answered }
}

test('entries come out one by one, in order, with everything that was recorded', () => {
  const packed = pack('boot-', 7, [
    record(head('/a'), answer('first'), 'sent'),
    record(head('/b', 'token=s3cret&x=1'), answer('second')),
  ])
  const [first, second] = unpackEntries(deserialize(serialize(packed)))
  expect(first).toEqual({
    id: 'boot-7',
    at: 1_700_000_000_000,
    durationMs: 1.235,
    method: 'POST',
    path: '/a',
    query: '',
    url: '/a',
    requestHeaders: { host: 'a', 'user-agent': 'test', authorization: '[redacted]' },
    requestSize: 4,
    requestBody: { encoding: 'utf8', data: 'sent', truncated: false },
    status: 200,
    operationId: null,
    scenario: 'happy',
    responseSize: 5,
    reason: 'reason of first',
    responseHeaders: { 'content-type': 'text/plain' },
    responseBody: { encoding: 'utf8', data: 'first', truncated: false },
    clientIp: '127.0.0.1',
    userAgent: 'test',
    sessionId: null,
    correlationId: null,
    violations: [],
    trace: [{ stage: 'body', verdict: 'pass', message: 'an example' }],
  })
  expect(second).toMatchObject({ id: 'boot-8', path: '/b', requestBody: null, responseSize: 6 })
  expect(second?.url).toBe('/b?token=%5Bredacted%5D&x=1')
})

test('what entries have in common travels once', () => {
  const [request, given] = [head('/a'), answer('x'.repeat(10_000))]
  const records = Array.from({ length: 100 }, () => record(request, given))
  const bytes = serialize(pack('boot-', 1, records))
  // The long text twice: as the body, and in the reason.
  expect(bytes.length).toBeLessThan(25_000)
  const entries = unpackEntries(deserialize(bytes))
  expect(entries.at(99)?.responseBody?.data).toHaveLength(10_000)
  expect(entries.at(99)?.requestHeaders).toBe(entries.at(0)?.requestHeaders)
})
