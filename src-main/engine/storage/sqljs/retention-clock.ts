/**
 * The time by which entries grow old, in milliseconds since the epoch. It never runs ahead of the monotonic clock:
 * when somebody sets the time of the machine forward, nothing is removed for that.
 */
export function createRetentionClock(): () => number {
  const startedAt = Date.now()
  const startedTick = performance.now()
  return () => Math.min(Date.now(), startedAt + (performance.now() - startedTick))
}
