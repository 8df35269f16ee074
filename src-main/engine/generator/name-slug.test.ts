import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameSlug, projectName, uniqueSlugs } from './name-slug.ts'

test.each([
  ['Books & Authors', 'books-authors'],
  ['Café Müller', 'cafe-muller'],
  ['  --x--  ', 'x'],
  ['漢字', 'tag'],
  ['CON', 'tag-con'],
  ['lpt1', 'tag-lpt1'],
  ['../../etc', 'etc'],
])('makes a slug of %j', (name, slug) => {
  expect(nameSlug(name, 'tag')).toBe(slug)
})

test('numbers names that would share a file, also where case does not count', () => {
  const slugs = uniqueSlugs(['Pets', 'pets', 'PETS!', 'pets-2', '漢', '字'], 'tag')
  expect([...slugs.values()]).toEqual(['pets', 'pets-2', 'pets-3', 'pets-2-2', 'tag', 'tag-2'])
})

test('gives every name a slug of its own that is a harmless file name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'binary' })), (names) => {
      const slugs = [...uniqueSlugs(names, 'tag').values()]
      expect(slugs.length).toBe(names.length)
      expect(new Set(slugs.map((slug) => slug.toLowerCase())).size).toBe(names.length)
      for (const slug of slugs) {
        expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      }
    }),
  )
})

test('names projects so that npm, Docker and Kubernetes accept them', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(projectName(name)).toMatch(/^[a-z](?:-?[a-z0-9])*-mock$/)
      expect(projectName(name).length).toBeLessThanOrEqual(63)
    }),
  )
})
