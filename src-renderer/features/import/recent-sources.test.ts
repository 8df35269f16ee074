import { expect, test } from 'vitest'
import { sourceOfUrl } from './detect-input.ts'
import { readRecentSources, rememberSource } from './recent-sources.ts'

function storageWith(content: string | null = null) {
  let stored = content
  return {
    getItem: () => stored,
    setItem(_key: string, value: string) {
      stored = value
    },
  }
}

const labels = (storage: ReturnType<typeof storageWith>) =>
  readRecentSources(storage).map(({ label }) => label)

test('the latest comes first, once, and the oldest are forgotten', () => {
  const storage = storageWith()
  for (const name of ['a', 'b', 'c', 'd', 'a', 'e', 'f']) {
    rememberSource(storage, sourceOfUrl(`https://example.com/${name}`))
  }
  expect(labels(storage).map((url) => url.at(-1))).toEqual(['f', 'e', 'a', 'd', 'c'])
})

test('content that was handed over once cannot be offered again', () => {
  const storage = storageWith()
  rememberSource(storage, {
    label: 'pasted text',
    source: { from: 'text', text: 'openapi: 3.1.0' },
  })
  expect(labels(storage)).toEqual([])
})

test.each(['{', '"x"', '[1, {"label": "x"}, {"label": 1, "source": {}}]', null])(
  'a storage that holds %s offers nothing',
  (content) => {
    expect(readRecentSources(storageWith(content))).toEqual([])
  },
)
