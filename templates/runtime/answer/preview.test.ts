import { expect, test } from 'vitest'
import { jsonOf, mockOf, scenarioOf } from '#engine/scenarios/mock-for-tests.ts'
import { book, getBook, schemas } from './books-for-tests.ts'

test('a preview gives what the operation would answer, for any declared status', () => {
  const mock = mockOf([getBook], { schemas })
  expect(jsonOf(mock.preview(getBook, {}))).toEqual({ id: 1, title: 'Cat' })
  expect(mock.preview(getBook, { status: '404' }).status).toBe(404)
  expect(mock.preview(getBook, { status: '418' }).status).toBe(404)
  const fresh = mock.preview(getBook, { dynamic: true })
  expect(mock.store.check(book, 'response', jsonOf(fresh))).toEqual([])
})

test('a preview is what a request gets, byte for byte, a fresh one what the next call gets', () => {
  for (const dynamic of [false, true]) {
    const [one, other] = [mockOf([getBook], { schemas }), mockOf([getBook], { schemas })]
    const answer = other.ask({ headers: { prefer: `dynamic=${dynamic}` } })
    const preview = one.preview(getBook, { dynamic })
    expect(preview.body).toEqual(answer.body)
    expect(preview.headers).toEqual(answer.headers)
  }
})

test('a preview says where requests get what is stored, unless a rule or a status decides', () => {
  const rule = { when: { operation: 'getBook' }, answer: { status: 404 } }
  const collection = 'books'
  const told = (wish: { status?: string; collection?: string }, ruled = false) =>
    mockOf([getBook], {
      schemas,
      scenarios: [scenarioOf('gone', [rule])],
      settings: ruled ? { scenario: 'gone' } : {},
    })
      .preview(getBook, wish)
      .trace.filter(({ stage }) => stage === 'state')
  expect(told({ collection })).toMatchObject([
    { verdict: 'note', message: expect.stringContaining('"books"') },
  ])
  expect(told({})).toEqual([])
  expect(told({ collection, status: '404' })).toEqual([])
  expect(told({ collection }, true)).toEqual([])
})
