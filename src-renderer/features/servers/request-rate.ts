import type { LogRow } from '#contract/log-entry.ts'

/** Width of one point of the sparkline. */
export const RATE_STEP_MS = 2_000
/** Points of the sparkline: the last minute. */
export const RATE_POINTS = 30

/** Requests per step of one server, oldest first, `RATE_POINTS` long. */
export type RateSeries = readonly number[]

const silence: RateSeries = Array.from({ length: RATE_POINTS }, () => 0)

/** The share of a burst that went to each server; rows stand for all of `count`. */
export function countByServer(
  rows: readonly Pick<LogRow, 'serverId'>[],
  count: number,
): Map<string, number> {
  const counts = new Map<string, number>()
  if (rows.length === 0) return counts
  const weight = count / rows.length
  for (const { serverId } of rows) counts.set(serverId, (counts.get(serverId) ?? 0) + weight)
  return counts
}

/**
 * Requests of the last minute per server. Subscribers are called when a step ends, and only
 * while there is something to show, so that an idle window costs nothing.
 */
export function createRequestRates() {
  const series = new Map<string, RateSeries>()
  const current = new Map<string, number>()
  const subscribers = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | null = null

  function step(): void {
    for (const serverId of new Set([...series.keys(), ...current.keys()])) {
      const points = [...(series.get(serverId) ?? silence).slice(1), current.get(serverId) ?? 0]
      if (points.every((point) => point === 0)) series.delete(serverId)
      else series.set(serverId, points)
    }
    current.clear()
    if (series.size === 0 && timer) {
      clearInterval(timer)
      timer = null
    }
    for (const notify of subscribers) notify()
  }

  return {
    add(rows: readonly Pick<LogRow, 'serverId'>[], count: number): void {
      for (const [serverId, requests] of countByServer(rows, count)) {
        current.set(serverId, (current.get(serverId) ?? 0) + requests)
      }
      timer ??= setInterval(step, RATE_STEP_MS)
    },
    of: (serverId: string): RateSeries => series.get(serverId) ?? silence,
    subscribe(notify: () => void): () => void {
      subscribers.add(notify)
      return () => subscribers.delete(notify)
    },
    end(): void {
      if (timer) clearInterval(timer)
      timer = null
    },
  }
}

export type RequestRates = ReturnType<typeof createRequestRates>

/** Points of an SVG polyline that shows the series in a box, highest value at the top. */
export function sparklinePoints(series: RateSeries, width: number, height: number): string {
  const highest = Math.max(1, ...series)
  return series
    .map((value, index) => {
      const x = (index / (series.length - 1)) * width
      const y = height - 1 - (value / highest) * (height - 2)
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
}
