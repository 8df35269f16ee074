import type { Fact } from '#contract/facts.ts'

export type FactListener = (fact: Fact) => void

/** Announces what happened to whoever listens; nobody is waited for. */
export interface FactFeed {
  publish(fact: Fact): void
  /** Returns the function that ends the subscription. */
  subscribe(listener: FactListener): () => void
}

/** A listener that throws does not keep the others from hearing; its error goes to `onListenerError`. */
export function createFactFeed(onListenerError: (error: unknown) => void): FactFeed {
  const listeners = new Set<FactListener>()
  return {
    publish(fact) {
      for (const listener of listeners) {
        try {
          listener(fact)
        } catch (error) {
          onListenerError(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
