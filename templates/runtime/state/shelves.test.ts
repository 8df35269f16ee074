import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, findKey, type Shelf } from './shelf.ts'
import { createShelves } from './shelves.ts'
import { shelfItem } from './stored-item.ts'

const below: Record<string, string[]> = { books: ['reviews', 'notes'], reviews: ['notes'] }

function open(limits: { items?: number; characters?: number } = {}) {
  return createShelves({
    seed(shelf: Shelf) {
      for (const key of ['s1', 's2']) fill(shelf, shelfItem(key, { key }, 'seed'))
    },
    below: (name) => below[name] ?? [],
    limits: { items: 1_000, characters: 1_000_000, ...limits },
  })
}

const created = (key: string, more = '') => shelfItem(key, { key, more }, 'created')

test('beyond the limit those items leave that were not changed for the longest time, seeds stay', () => {
  const shelves = open({ items: 5 })
  const books = shelves.shelf('books', [])
  for (const key of ['1', '2', '3']) expect(shelves.put(books, created(key))).toBe(0)
  shelves.put(books, created('1', 'changed'))
  expect(shelves.put(books, created('4'))).toBe(1)
  expect([...books.items.keys()]).toEqual(['s1', 's2', '1', '3', '4'])
  expect(shelves.left()).toBe(1)
})

test('large items make others leave, but what was just put there stays', () => {
  const shelves = open({ characters: 400 })
  const books = shelves.shelf('books', [])
  for (const key of ['1', '2', '3']) shelves.put(books, created(key, 'x'.repeat(60)))
  expect(shelves.put(books, created('4', 'x'.repeat(1_000)))).toBe(3)
  expect([...books.items.keys()]).toEqual(['s1', 's2', '4'])
})

test('what is above a new item does not leave for it, and what leaves takes along what is below it', () => {
  const shelves = open({ items: 8 })
  const books = shelves.shelf('books', [])
  for (const key of ['1', '2']) shelves.put(books, created(key))
  const reviews = shelves.shelf('reviews', ['1'])
  expect(shelves.put(reviews, created('10'))).toBe(0)
  // The book 2 is younger than the book 1, but the new review belongs to book 1.
  expect(shelves.put(reviews, created('11'))).toBe(1)
  expect([...books.items.keys()]).toEqual(['s1', 's2', '1'])
  shelves.put(shelves.shelf('reviews', ['s1']), created('12'))
  expect(shelves.count('reviews')).toBe(3)
})

test('an item that is removed takes along everything below it, however deep', () => {
  const shelves = open()
  const books = shelves.shelf('books', [])
  shelves.put(books, created('1'))
  shelves.put(shelves.shelf('reviews', ['1']), created('10'))
  shelves.put(shelves.shelf('notes', ['1', '10']), created('100'))
  shelves.put(shelves.shelf('notes', ['s1', '10']), created('101'))
  shelves.remove(books, '1')
  expect([shelves.count('reviews'), shelves.count('notes')]).toEqual([0, 3])
})

test('however clients ask, what is stored stays within the limits and the newest item is there', () => {
  const scope = fc.constantFrom('1', '2', '3', '4', '5', '6')
  const step = fc.record({ kind: fc.constantFrom('put', 'remove', 'look'), scope, key: scope })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const limits = { items: 12, characters: 400 }
      const shelves = open(limits)
      for (const { kind, scope, key } of steps) {
        const shelf = shelves.shelf('free', [scope])
        if (kind === 'remove') shelves.remove(shelf, `s${key}`)
        if (kind !== 'put') continue
        shelves.put(shelf, created(key))
        expect(findKey(shelves.shelf('free', [scope]), key)).not.toBeNull()
        let items = 0
        let characters = 0
        for (const each of shelves.contents().get('free')?.values() ?? []) {
          items += 1 + each.items.size
          for (const { text } of each.items.values()) characters += text.length
        }
        expect(items).toBeLessThanOrEqual(limits.items)
        expect(characters).toBeLessThanOrEqual(limits.characters)
      }
    }),
  )
})

test('a page shows what stands there, over several shelves', () => {
  const shelves = open()
  for (const scope of ['1', '2', '3']) shelves.shelf('reviews', [scope])
  const page = shelves.page('reviews', { offset: 1, limit: 3 })
  expect(page.total).toBe(6)
  expect(page.items.map(({ scope, key }) => `${scope} ${key}`)).toEqual(['1 s2', '2 s1', '2 s2'])
})
