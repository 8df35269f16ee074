import { expect, test } from 'vitest'
import { groupFiles, resolveReference } from './group-files.ts'

const spec = (...refs: string[]) =>
  ['openapi: 3.1.0', ...refs.map((ref) => `  $ref: '${ref}'`)].join('\n')

test('several descriptions are several imports', () => {
  const files = [
    { path: 'a.yaml', text: spec() },
    { path: 'b.json', text: '{"swagger":"2.0"}' },
  ]
  expect(groupFiles(files).groups).toEqual([
    { entry: 'a.yaml', members: ['a.yaml'] },
    { entry: 'b.json', members: ['b.json'] },
  ])
})

test('files that a description refers to travel with it, at any distance', () => {
  const files = [
    { path: 'api/pet.yaml', text: "type: object\nowner:\n  $ref: './parts/owner.yaml#/Owner'" },
    { path: 'api/parts/owner.yaml', text: 'Owner: {}' },
    { path: 'api/spec.yaml', text: spec('pet.yaml', 'https://example.com/x.yaml', '#/local') },
    { path: 'api/notes.txt', text: null },
  ]
  const { groups, skipped } = groupFiles(files)
  expect(groups).toEqual([
    { entry: 'api/spec.yaml', members: ['api/spec.yaml', 'api/pet.yaml', 'api/parts/owner.yaml'] },
  ])
  expect(skipped).toEqual(['api/notes.txt'])
})

test('a description that is part of another is no import of its own', () => {
  const files = [
    { path: 'shared.yaml', text: spec() },
    { path: 'main.yaml', text: spec('shared.yaml#/components') },
  ]
  expect(groupFiles(files).groups).toEqual([
    { entry: 'main.yaml', members: ['main.yaml', 'shared.yaml'] },
  ])
})

test('descriptions that refer to each other are both imported', () => {
  const files = [
    { path: 'one.yaml', text: spec('two.yaml') },
    { path: 'two.yaml', text: spec('one.yaml') },
  ]
  expect(groupFiles(files).groups.map(({ entry }) => entry)).toEqual(['one.yaml', 'two.yaml'])
})

test('files without any description are imported to hear why they cannot be', () => {
  const files = [{ path: 'photo.png', text: null }]
  expect(groupFiles(files)).toEqual({
    groups: [{ entry: 'photo.png', members: ['photo.png'] }],
    skipped: [],
  })
})

test('references are resolved against the file that holds them', () => {
  expect(resolveReference('../c/pet%20one.yaml#/Pet', 'a/b/spec.yaml')).toBe('a/c/pet one.yaml')
  expect(resolveReference('100%.yaml', 'spec.yaml')).toBe('100%.yaml')
  expect(resolveReference('#/components', 'spec.yaml')).toBeNull()
  expect(resolveReference('https://example.com/a.yaml', 'spec.yaml')).toBeNull()
})
