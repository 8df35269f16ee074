import type { Fact } from '#contract/facts.ts'
import type { FactFeed } from './fact-feed.ts'

/** A client this many facts behind is cut off; it reconnects and reads everything again. */
const maxBacklog = 2_000

/**
 * The feed as an endless stream for one client. It begins to collect at the call, not at the first
 * read, so that nothing between the two is lost. Ends when the signal aborts or the client lags.
 */
export function streamFacts(
  feed: FactFeed,
  signal?: AbortSignal,
): AsyncGenerator<Fact, void, void> {
  const backlog: Fact[] = []
  let wake: (() => void) | null = null
  let ended = signal?.aborted ?? false

  const unsubscribe = feed.subscribe((fact) => {
    if (backlog.length >= maxBacklog) ended = true
    else backlog.push(fact)
    wake?.()
  })
  const end = () => {
    ended = true
    unsubscribe()
    wake?.()
  }
  signal?.addEventListener('abort', end, { once: true })

  async function* read(): AsyncGenerator<Fact, void, void> {
    try {
      while (!ended || backlog.length > 0) {
        const fact = backlog.shift()
        if (fact) {
          yield fact
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        wake = null
      }
    } finally {
      signal?.removeEventListener('abort', end)
      unsubscribe()
    }
  }
  return read()
}
