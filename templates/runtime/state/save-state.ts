/** Saves what changes often: soon after a change, and not again and again while it goes on. */
export interface Saver {
  soon(): void
  /** Saves at once if something is waiting to be saved. */
  now(): void
}

const soonestMs = 200
/** Saving takes at most about this share of the time. */
const share = 0.1

export function createSaver(save: () => void, warn: (message: string) => void): Saver {
  let timer: NodeJS.Timeout | null = null
  let lastTook = 0
  let isFailing = false

  function now(): void {
    if (timer === null) return
    clearTimeout(timer)
    timer = null
    const before = performance.now()
    try {
      save()
      isFailing = false
    } catch (error) {
      // Said once: the next change would only say it again.
      if (!isFailing) {
        warn(`The state holds until the server stops, but cannot be saved: ${String(error)}`)
      }
      isFailing = true
    }
    lastTook = performance.now() - before
  }

  return {
    soon() {
      if (timer !== null) return
      timer = setTimeout(now, Math.max(soonestMs, lastTook / share))
      timer.unref()
    },
    now,
  }
}
