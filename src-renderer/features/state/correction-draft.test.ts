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

test('places are JSON pointers', () => {
  expect(problemOfPlace('')).toBeNull()
  expect(problemOfPlace('/data/items')).toBeNull()
  expect(problemOfPlace('id')).toContain('/id')
  expect(problemOfPlace('/')).not.toBeNull()
})
