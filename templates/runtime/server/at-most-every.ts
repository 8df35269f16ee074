/** Calls `run` soon after it was asked for, and not more often than every so many milliseconds. */
export function atMostEvery(milliseconds: number, run: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      run()
    }, milliseconds).unref()
  }
}
