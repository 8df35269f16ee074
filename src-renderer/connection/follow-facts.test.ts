import { expect, test } from 'vitest'
import type { Fact } from '#contract/facts.ts'
import { type ConnectionState, followFacts } from './follow-facts.ts'

const removed = (serverId: string): Fact => ({ type: 'server.removed', serverId })

async function* streamOf(...facts: Fact[]): AsyncGenerator<Fact> {
  yield* facts
}

test('a stream that ends is opened again and the loss is told', async () => {
  const control = new AbortController()
  const facts: Fact[] = []
  const states: ConnectionState[] = []
  const streams = [streamOf(removed('a')), streamOf(removed('b'))]
  await followFacts({
    subscribe: async () => streams.shift() ?? streamOf(),
    onFact: (fact) => void facts.push(fact),
    onState: (state) => void states.push(state),
    wait: async () => {
      if (streams.length === 0) control.abort()
    },
    signal: control.signal,
  })
  expect(facts).toEqual([removed('a'), removed('b')])
  expect(states).toEqual(['connecting', 'live', 'lost', 'live', 'lost'])
})

test('attempts that fail wait longer each time, up to five seconds', async () => {
  const control = new AbortController()
  const delays: number[] = []
  await followFacts({
    subscribe: () => Promise.reject(new Error('nobody listens')),
    onFact: () => undefined,
    onState: () => undefined,
    wait: async (milliseconds) => {
      delays.push(milliseconds)
      if (delays.length === 7) control.abort()
    },
    signal: control.signal,
  })
  expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000])
})

test('nothing is delivered after the signal aborted', async () => {
  const control = new AbortController()
  const facts: Fact[] = []
  await followFacts({
    subscribe: async () => streamOf(removed('a'), removed('b'), removed('c')),
    onFact(fact) {
      facts.push(fact)
      if (facts.length === 2) control.abort()
    },
    onState: () => undefined,
    wait: async () => undefined,
    signal: control.signal,
  })
  expect(facts).toHaveLength(2)
})
