/** Milliseconds by a clock that all processes of the machine share and that nobody sets. */
export function sharedClock(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1_000_000
}
