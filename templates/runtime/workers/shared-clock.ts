/** Milliseconds by a clock that all processes of the machine share and that nobody sets. */
export function sharedClock(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1_000_000
}

const offset = measureOffset()

/** What that clock showed when `performance.now()` gave `ownTime` in this process. */
export function onSharedClock(ownTime: number): number {
  return ownTime + offset
}

/** A process may be held up between two readings: those that are closest together count. */
function measureOffset(): number {
  let closest = Number.POSITIVE_INFINITY
  let measured = 0
  for (let reading = 0; reading < 20; reading += 1) {
    const before = performance.now()
    const shared = sharedClock()
    const apart = performance.now() - before
    if (apart < closest) {
      closest = apart
      measured = shared - before
    }
  }
  return measured
}
