import { expect, test } from 'vitest'
import { jsonOf } from '#engine/scenarios/mock-for-tests.ts'
import type { ReceivedRequest } from '../exchange.ts'
import { answerMiss } from './answer-miss.ts'

const nearest = [{ method: 'GET', path: '/books', why: 'the last segment differs' }]

function received(method: string, path = '/bookz'): ReceivedRequest {
  const body = Buffer.alloc(0)
  return { method, url: path, path, rawQuery: '', headers: {}, body, bodyTooLarge: false }
}

test('an unknown path is a 404 with the nearest operations and why they did not match', () => {
  const answer = answerMiss({ allowedMethods: [], nearest }, received('GET'), 'happy')
  expect(answer.status).toBe(404)
  expect(answer.headers['Content-Type']).toBe('application/problem+json')
  expect(jsonOf(answer)).toEqual({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'No operation of this API matches GET /bookz.',
    nearest,
  })
  expect([answer.reason, answer.scenario]).toEqual(['no operation matches', 'happy'])
  expect(answer.trace.at(-1)?.message).toBe('Near: GET /books: the last segment differs.')
})

test('a known path with another method is a 405 with Allow', () => {
  const miss = { allowedMethods: ['GET', 'DELETE'], nearest }
  const answer = answerMiss(miss, received('PUT', '/books'), 'happy')
  expect([answer.status, answer.headers['Allow']]).toEqual([405, 'GET, DELETE, HEAD, OPTIONS'])
  expect(jsonOf(answer)).toMatchObject({ title: 'Method Not Allowed', nearest })
})

test('OPTIONS on a known path is answered by its methods', () => {
  const miss = { allowedMethods: ['POST'], nearest: [] }
  const answer = answerMiss(miss, received('OPTIONS'), 'happy')
  expect([answer.status, answer.body]).toEqual([204, null])
  expect(answer.headers).toEqual({ Allow: 'POST, OPTIONS' })
})

test('OPTIONS on an unknown path is a 404', () => {
  const miss = { allowedMethods: [], nearest: [] }
  expect(answerMiss(miss, received('OPTIONS'), 'happy').status).toBe(404)
})

test('HEAD gets no problem document', () => {
  const answer = answerMiss({ allowedMethods: [], nearest: [] }, received('HEAD'), 'happy')
  expect([answer.status, answer.body]).toEqual([404, null])
})

test('a long path does not make the answer long', () => {
  const answer = answerMiss(
    { allowedMethods: [], nearest: [] },
    received('GET', `/${'a'.repeat(100_000)}`),
    'happy',
  )
  expect(answer.body?.length).toBeLessThan(1_000)
})
