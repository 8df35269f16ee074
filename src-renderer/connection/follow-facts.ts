import type { Fact } from '#contract/facts.ts'

/** `live`: facts arrive; `lost`: the engine does not answer and is tried again. */
export type ConnectionState = 'connecting' | 'live' | 'lost'

interface FollowFactsOptions {
  /** Opens the stream; resolves once the engine has accepted it. */
  subscribe: (signal: AbortSignal) => Promise<AsyncIterable<Fact>>
  onFact: (fact: Fact) => void
  onState: (state: ConnectionState) => void
  /** Waits before the next attempt; resolves early when the signal aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  signal: AbortSignal
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 5_000

/** Follows the engine's facts until the signal aborts, and opens the stream again whenever it ends. */
export async function followFacts(options: FollowFactsOptions): Promise<void> {
  const { subscribe, onFact, onState, wait, signal } = options
  let delay = FIRST_DELAY_MS
  onState('connecting')
  while (!signal.aborted) {
    try {
      const stream = await subscribe(signal)
      delay = FIRST_DELAY_MS
      onState('live')
      for await (const fact of stream) {
        if (signal.aborted) return
        onFact(fact)
      }
    } catch {
      // Whatever ended the stream, the remedy is the same: open it again, and read everything anew.
    }
    if (signal.aborted) return
    onState('lost')
    await wait(delay, signal)
    delay = Math.min(delay * 2, LONGEST_DELAY_MS)
  }
}

/** A timer that an abort signal ends early. */
export function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, milliseconds)
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    signal.addEventListener('abort', finish)
  })
}
