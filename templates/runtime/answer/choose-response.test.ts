import { expect, test } from 'vitest'
import { operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import {
  chooseAsWritten,
  chooseForFailure,
  chooseForStatus,
  chooseSuccess,
} from './choose-response.ts'

function operation(...statuses: string[]) {
  return operationNamed(
    'op',
    'GET',
    '/op',
    statuses.map((status) => responseOf(status)),
  )
}

function shown(chosen: ReturnType<typeof chooseSuccess>) {
  return chosen && `${chosen.response.status} as ${chosen.status}`
}

test.each([
  [['404', '201', '200'], '200 as 200'],
  [['2XX', '202'], '202 as 202'],
  [['2xx', '404'], '2xx as 200'],
  [['default'], 'default as 200'],
  [['default', '404', '500'], 'default as 200'],
  [['404', '302', 'default'], '302 as 302'],
  [['304', 'default'], 'default as 200'],
  [['304', '404'], '304 as 304'],
  [['3XX'], '3XX as 302'],
  [['500', '404', '409'], '404 as 404'],
  [['5XX'], '5XX as 500'],
  [['100', '101', '200'], '200 as 200'],
  [['700', '0', 'ok'], null],
  [[], null],
])('of the declared %j the success is %s', (statuses, expected) => {
  expect(shown(chooseSuccess(operation(...statuses)))).toBe(expected)
})

test.each([
  [404, ['404', '4XX', 'default'], '404 as 404'],
  [404, ['4XX', 'default'], '4XX as 404'],
  [418, ['404', 'default'], 'default as 418'],
  [500, ['4XX', '200'], null],
  [100, ['100', 'default'], null],
  [700, ['default'], null],
  [200.5, ['default'], null],
])('status %d among the declared %j is %s', (status, statuses, expected) => {
  expect(shown(chooseForStatus(operation(...statuses), status))).toBe(expected)
})

test.each([
  [422, ['200', '400', '422'], '422 as 422'],
  [422, ['200', '400', '4XX'], '400 as 400'],
  [422, ['200', '4XX', 'default'], '4XX as 422'],
  [422, ['200', 'default'], 'default as 422'],
  [400, ['200', '400', '422'], '400 as 400'],
  [400, ['200', '422', 'default'], '422 as 422'],
  [401, ['200', '400', '401'], '401 as 401'],
  [401, ['200', '400', '422'], null],
  [415, ['200', '4XX'], '4XX as 415'],
])('a failure %d among the declared %j is answered by %s', (failure, statuses, expected) => {
  expect(shown(chooseForFailure(operation(...statuses), failure))).toBe(expected)
})

test.each([
  ['404', ['4XX'], '4XX as 404'],
  ['4XX', ['4XX'], '4XX as 400'],
  ['default', ['200', 'default'], 'default as 500'],
  ['default', ['default'], 'default as 200'],
  ['5xx', ['200'], null],
  ['nonsense', ['default'], null],
])('%s as written, among the declared %j, is %s', (written, statuses, expected) => {
  expect(shown(chooseAsWritten(operation(...statuses), written))).toBe(expected)
})

test.each([
  [['200', '500', 'default'], 'default', 501],
  [['200', '5XX', 'default'], 'default', 400],
  [['200', '400', '4XX'], '4XX', 401],
  [['200', '200', '2XX'], '2XX', 201],
])('with %j declared, %s is sent with a code of its own', (statuses, written, status) => {
  const chosen = chooseAsWritten(operation(...statuses), written)
  expect([chosen?.status, chosen?.response.status]).toEqual([status, written])
})
