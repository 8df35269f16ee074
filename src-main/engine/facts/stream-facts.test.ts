import { expect, test } from 'vitest'
import type { Fact } from '#contract/facts.ts'
import { createFactFeed } from './fact-feed.ts'
import { streamFacts } from './stream-facts.ts'

const removed = (serverId: string): Fact => ({ type: 'server.removed', serverId })

function createFeed() {
  const errors: unknown[] = []
  return { feed: createFactFeed((error) => errors.push(error)), errors }
}

test('a client sees every fact from the moment it asked, in order', async () => {
  const { feed } = createFeed()
  const stream = streamFacts(feed)
  feed.publish(removed('a'))
  feed.publish(removed('b'))
  expect((await stream.next()).value).toEqual(removed('a'))
  expect((await stream.next()).value).toEqual(removed('b'))
  const later = stream.next()
  feed.publish(removed('c'))
  expect((await later).value).toEqual(removed('c'))
})

test('a stream ends when its client is gone', async () => {
  const { feed } = createFeed()
  const abort = new AbortController()
  const stream = streamFacts(feed, abort.signal)
  const waiting = stream.next()
  abort.abort()
  expect((await waiting).done).toBe(true)
})

test('a client that lags too far behind is cut off after what was kept', async () => {
  const { feed } = createFeed()
  const stream = streamFacts(feed)
  for (let index = 0; index < 2_500; index += 1) feed.publish(removed(String(index)))
  let seen = 0
  for await (const _fact of stream) seen += 1
  expect(seen).toBe(2_000)
})

test('a listener that fails does not keep the others from hearing', () => {
  const { feed, errors } = createFeed()
  const heard: Fact[] = []
  feed.subscribe(() => {
    throw new Error('broken')
  })
  feed.subscribe((fact) => heard.push(fact))
  feed.publish(removed('a'))
  expect(heard).toHaveLength(1)
  expect(errors).toHaveLength(1)
})
