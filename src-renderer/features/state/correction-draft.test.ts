import { expect, test } from 'vitest'
import type { StateCollection } from '#contract/state.ts'
import { draftOf, problemOfPlace, withCorrection } from './correction-draft.ts'

// The form looks at the name alone.
const users = { name: 'users' } as StateCollection

test('a form that says nothing leaves nothing in the file', () => {
  const draft = draftOf(users, { collections: { users: { off: true } } })
  expect(draft.off).toBe(true)
  const next = withCorrection({ collections: { users: { off: true } } }, 'users', {
    ...draft,
    off: false,
  })
  expect(next).toEqual({ collections: {} })
})

test('what the form does not show stays as the user wrote it', () => {
  const written = { operations: { listUsers: 'list' as const }, seed: [{ id: 1 }], id: '/uid' }
  const corrections = { collections: { users: written, posts: { off: true } } }
  const draft = { ...draftOf(users, corrections), listAt: '/data' }
  expect(withCorrection(corrections, 'users', draft)).toEqual({
    collections: { users: { ...written, listAt: '/data' }, posts: { off: true } },
  })
})

test('a number of seeds takes the place of written ones', () => {
  const corrections = { collections: { users: { seed: [{ id: 1 }] } } }
  const draft = { ...draftOf(users, corrections), seed: 0 }
  expect(withCorrection(corrections, 'users', draft).collections['users']).toEqual({ seed: 0 })
})

test.each([
  ['none', null],
  ['of none', 'none'],
  ['of a/b', 'a/b'],
])('the choice %j of what is above is written as %j', (parent, written) => {
  const draft = { ...draftOf(users, { collections: {} }), parent }
  const next = withCorrection({ collections: {} }, 'users', draft)
  expect(next.collections['users']).toEqual({ parent: written })
  expect(draftOf(users, next).parent).toBe(parent)
})

test('roles of operations are written, and those are left out that are as inferred', () => {
  const before = {
    collections: { users: { operations: { a: 'list' as const, b: 'none' as const } } },
  }
  const draft = draftOf(users, before)
  expect(draft.operations).toEqual({ a: 'list', b: 'none' })
  const operations = { ...draft.operations, a: '', c: 'create' }
  expect(withCorrection(before, 'users', { ...draft, operations })).toEqual({
    collections: { users: { operations: { b: 'none', c: 'create' } } },
  })
})

test('places are JSON pointers', () => {
  expect(problemOfPlace('')).toBeNull()
  expect(problemOfPlace('/data/items')).toBeNull()
  expect(problemOfPlace('id')).toContain('/id')
  expect(problemOfPlace('/')).not.toBeNull()
})
