import type { Analytics } from '#contract/analytics.ts'

/** A point of the charts: rates per second, durations in milliseconds or null without a request. */
export interface TrafficPoint {
  at: number
  good: number
  errors: number
  p50: number | null
  p95: number | null
  p99: number | null
}

/** The buckets as the charts draw them. Where there was no request there is no duration, not one of zero. */
export function trafficPoints({ buckets, bucketMs }: Analytics): TrafficPoint[] {
  const seconds = bucketMs / 1000
  return buckets.map(({ at, requests, errors, p50, p95, p99 }) => ({
    at,
    good: (requests - errors) / seconds,
    errors: errors / seconds,
    p50: requests > 0 ? p50 : null,
    p95: requests > 0 ? p95 : null,
    p99: requests > 0 ? p99 : null,
  }))
}

/** Clock times for the axis of a window: seconds for a short one, days for a long one. */
export function formatTick(at: number, windowSeconds: number): string {
  const time = new Date(at)
  return time.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(windowSeconds <= 300 && { second: '2-digit' }),
  })
}
