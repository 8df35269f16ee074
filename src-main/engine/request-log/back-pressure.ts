/** Counts the bytes that are on their way to a consumer and lets producers wait for it. */
export interface BackPressure {
  added(bytes: number): void
  taken(bytes: number): void
  /** Resolves when no more than the limit is on its way. */
  room(): Promise<void>
}

export function createBackPressure(limitBytes: number): BackPressure {
  let onTheWay = 0
  let waiting: (() => void)[] = []

  return {
    added(bytes) {
      onTheWay += bytes
    },
    taken(bytes) {
      onTheWay -= bytes
      if (onTheWay > limitBytes) return
      const released = waiting
      waiting = []
      for (const release of released) release()
    },
    room() {
      if (onTheWay <= limitBytes) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}
