import { expect, test } from 'vitest'
import { id, json, library, listOf, start, takes, why } from './library-for-tests.ts'

test('what is stored survives a restart when it is saved, the rest is seeded again', async () => {
  const first = await start(library, { stateSave: true })
  const made = await first.ask('POST', '/books', { title: 'Kept', authorId: 1 })
  await first.ask('DELETE', '/books/6')
  await first.ask('POST', '/books', { title: 'Kept', authorId: 2 })
  first.mock.state.flush()
  const second = await start(library, { stateSave: true }, first.disk)
  expect((await second.ask('GET', '/books')).text).toBe((await first.ask('GET', '/books')).text)
  expect((await second.ask('GET', '/authors')).text).toBe((await first.ask('GET', '/authors')).text)
  // Ids are not given out twice, not even over a restart.
  expect((await second.ask('POST', '/books', { title: 'Next', authorId: 1 })).body).toMatchObject({
    id: 8,
  })
  expect(made.body).toMatchObject({ id: 6 })
})

test('a broken file of the state is said and left aside', async () => {
  const state = { version: 1, collections: { books: [{ scope: [], items: [{ key: 1 }] }] } }
  const app = await start(library, { stateSave: true }, { state })
  expect(app.warnings).toEqual([
    'Cannot use data/state.json: collections.books[0].items[0] is not {"key": text, "value": object}. The seeds are used instead; delete the file.',
  ])
  expect((await app.ask('GET', '/books')).body).toHaveLength(5)
})

test('a correction holds from the next request on and is written down', async () => {
  const app = await start()
  const items = [{ id: 7, title: 'Given', authorId: 3 }]
  app.mock.state.correct({ collections: { books: { seed: items }, authors: { off: true } } })
  expect((await app.ask('GET', '/books')).body).toEqual(items)
  expect((await app.ask('GET', '/authors/999')).status).toBe(200)
  expect(app.disk.corrections).toMatchObject({ collections: { authors: { off: true } } })
  expect(() => app.mock.state.correct({ collections: { books: { id: '/x' } } })).toThrow(
    'no member',
  )
  expect((await app.ask('GET', '/books')).body).toEqual(items)
})

test('off, nothing is remembered and answers are shared as ever', async () => {
  const app = await start(library, { stateful: false })
  const before = await app.ask('GET', '/books')
  expect((await app.ask('POST', '/books', { title: 'New', authorId: 1 })).status).toBe(201)
  expect((await app.ask('GET', '/books')).text).toBe(before.text)
  expect(why(app)).toEqual([])
  expect(() => app.mock.state.reset()).toThrow('Switch it on')
})

test('switching it off and on again loses nothing', async () => {
  const app = await start()
  const made = await app.ask('POST', '/books', { title: 'New', authorId: 1 })
  const settings = app.mock.settings()
  app.mock.applySettings({ ...settings, stateful: false })
  expect(why(app)).not.toEqual([])
  app.mock.applySettings({ ...settings, stateful: true })
  expect((await app.ask('GET', '/books/6')).body).toEqual(made.body)
})

test.each([
  ['numbers up to 7', { type: 'integer', minimum: 1, maximum: 7 }, ['6', '7', '']],
  ['texts of which there are few', { type: 'string', examples: ['x'], maxLength: 40 }, null],
])('new ids keep to their schema: %s', async (_, schema, expected) => {
  const thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { ...schema, readOnly: true } },
  }
  const app = await start({
    '/things': {
      get: { responses: { 200: json(listOf(thing)) } },
      post: { ...takes(thing), responses: { 201: json(thing) } },
    },
    '/things/{id}': {
      get: { parameters: [{ ...id, schema }], responses: { 200: json(thing) } },
    },
  })
  const made: string[] = []
  for (let turn = 0; turn < 3; turn++) {
    const answer = await app.ask('POST', '/things', {})
    made.push(why(app)?.[0]?.verdict === 'pass' ? String(Object(answer.body)['id']) : '')
  }
  if (expected === null) expect(new Set(made).size).toBe(3)
  else expect(made).toEqual(expected)
})

test('where the memory ends, older items leave, and the trace and the report say so', async () => {
  const app = await start()
  const title = 'x'.repeat(9_000_000)
  const made: unknown[] = []
  for (let each = 0; each < 8; each++) {
    const answer = await app.ask('POST', '/books', { title, authorId: 1 })
    expect(answer.status).toBe(201)
    made.push(Object(answer.body)['id'])
  }
  expect(why(app)?.[0]?.message).toContain('One item that was not changed for the longest time')
  expect(app.mock.state.report().left).toBe(1)
  expect((await app.ask('GET', `/books/${made.at(0)}`)).status).toBe(404)
  expect((await app.ask('GET', `/books/${made.at(-1)}`)).status).toBe(200)
  expect((await app.ask('GET', '/books/1')).status).toBe(200)
})

test('corrections that are written by hand are taken over, and broken ones are not', async () => {
  const app = await start()
  const total = async () => Array.from((await app.ask('GET', '/books')).body).length
  expect(app.mock.state.reread()).toBe(false)
  app.disk.corrections = { collections: { books: { seed: 2 } } }
  expect(app.mock.state.reread()).toBe(true)
  expect(await total()).toBe(2)
  app.disk.corrections = { collections: { books: { id: '/nothing' } } }
  expect(() => app.mock.state.reread()).toThrow('items have no member')
  expect(await total()).toBe(2)
  app.disk.corrections = null
  expect(app.mock.state.reread()).toBe(true)
  expect(await total()).toBe(5)
})
