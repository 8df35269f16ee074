import { expect, test } from 'vitest'
import type { LogEntry } from '#contract/log-entry.ts'
import { ruleSchema } from '#contract/scenario.ts'
import { ruleFromEntry } from './rule-from-entry.ts'

const entry: LogEntry = {
  seq: 1,
  id: '1',
  serverId: 'a',
  at: 0,
  durationMs: 1,
  method: 'POST',
  path: '/orders',
  query: '',
  status: 402,
  operationId: 'placeOrder',
  scenario: 'happy',
  requestSize: 0,
  responseSize: 10,
  violationCount: 0,
  reason: '',
  url: '/orders',
  requestHeaders: {},
  requestBody: null,
  responseHeaders: {
    'content-type': 'application/json',
    'content-length': '10',
    'x-reason': 'limit',
    'set-cookie': ['a=1', 'b=2'],
    vias: ['a', 'b'],
    'x-secret': '[redacted]',
  },
  responseBody: { encoding: 'utf8', data: '{"code":1}', truncated: false },
  clientIp: '',
  userAgent: '',
  sessionId: null,
  correlationId: null,
  violations: [],
  trace: [],
}

test('a rule answers as the entry was answered', () => {
  const rule = ruleFromEntry(entry)
  expect(ruleSchema.parse(rule)).toEqual(rule)
  expect(rule).toEqual({
    name: 'POST /orders',
    when: { operation: 'placeOrder' },
    answer: {
      status: 402,
      headers: { 'x-reason': 'limit', vias: 'a, b' },
      body: { code: 1 },
    },
  })
})

test('a body that is not JSON stays text with its media type', () => {
  const { answer } = ruleFromEntry({
    ...entry,
    responseHeaders: { 'content-type': 'text/csv' },
    responseBody: { encoding: 'utf8', data: 'a,b', truncated: false },
  })
  expect(answer).toEqual({ status: 402, headers: { 'content-type': 'text/csv' }, text: 'a,b' })
})

test('a body of which only the start is known is left out', () => {
  const body = { encoding: 'utf8', data: '{"code', truncated: true } as const
  expect(ruleFromEntry({ ...entry, responseBody: body }).answer).not.toHaveProperty('text')
})
