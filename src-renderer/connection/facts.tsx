import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react'
import type { Fact, FactType } from '#contract/facts.ts'
import { applyFact } from './apply-fact.ts'
import { createRequestCounter } from './count-requests.ts'
import { type ConnectionState, followFacts, waitFor } from './follow-facts.ts'
import { useConnection } from './orpc.ts'

/** Facts reach the screen in groups, so that a burst costs one render and not hundreds. */
const DELIVER_EVERY_MS = 50

export type FactOf<Type extends FactType> = Extract<Fact, { type: Type }>
type Listener = (fact: Fact) => void

interface FactsHub {
  listen(type: FactType, listener: Listener): () => void
  deliver(fact: Fact): void
}

function createFactsHub(): FactsHub {
  const listeners = new Map<FactType, Set<Listener>>()
  return {
    listen(type, listener) {
      const group = listeners.get(type) ?? new Set()
      listeners.set(type, group.add(listener))
      return () => group.delete(listener)
    },
    deliver(fact) {
      for (const listener of listeners.get(fact.type) ?? []) listener(fact)
    },
  }
}

const HubContext = createContext<FactsHub | null>(null)
const StateContext = createContext<ConnectionState>('connecting')

/**
 * The app's one subscription to the engine's facts: keeps the query cache true, passes facts on to
 * `useFacts`, and after a lost connection has everything read again.
 */
export function FactsProvider({ children }: { children: ReactNode }) {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  const hub = useMemo(createFactsHub, [])
  const [state, setState] = useState<ConnectionState>('connecting')

  useEffect(() => {
    const control = new AbortController()
    const counter = createRequestCounter(queries, orpc)
    let waiting: Fact[] = []
    let timer: ReturnType<typeof setTimeout> | null = null

    function deliverAll(): void {
      timer = null
      const facts = waiting
      waiting = []
      for (const fact of facts) {
        applyFact(queries, orpc, fact)
        if (fact.type === 'requests.logged') counter.add(fact)
        hub.deliver(fact)
      }
    }

    void followFacts({
      subscribe: (signal) => client.workspace.facts(undefined, { signal }),
      onFact(fact) {
        waiting.push(fact)
        timer ??= setTimeout(deliverAll, DELIVER_EVERY_MS)
      },
      onState(next) {
        setState(next)
        if (next === 'live') void queries.invalidateQueries()
      },
      wait: waitFor,
      signal: control.signal,
    })

    return () => {
      control.abort()
      counter.end()
      if (timer) clearTimeout(timer)
    }
  }, [client, orpc, queries, hub])

  return (
    <HubContext value={hub}>
      <StateContext value={state}>{children}</StateContext>
    </HubContext>
  )
}

/** Whether the engine is in reach. */
export function useConnectionState(): ConnectionState {
  return useContext(StateContext)
}

/**
 * Calls the listener with each fact of a type while the component is mounted. Facts of one delivery
 * come in one task, so that state changed for each of them is rendered once.
 */
export function useFacts<Type extends FactType>(
  type: Type,
  listener: (fact: FactOf<Type>) => void,
): void {
  const hub = useContext(HubContext)
  if (!hub) throw new Error('useFacts needs a FactsProvider above it.')
  // The hub hands facts of `type` only to listeners of `type`.
  const receive = useEffectEvent((fact: Fact) => listener(fact as FactOf<Type>))
  useEffect(() => hub.listen(type, receive), [hub, type])
}
