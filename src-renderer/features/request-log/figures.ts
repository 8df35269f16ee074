const SIZE_UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** A size in bytes with its unit: "0 B", "1.2 kB", "10 MB". Units are powers of 1,000. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${SIZE_UNITS[unit]}`
}

/** A duration in milliseconds, short enough for a column: "<0.1 ms", "0.4 ms", "18 ms", "1.25 s", "2 min". */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0 ms'
  if (ms < 0.05) return '<0.1 ms'
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`
  return `${Math.round(ms / 60_000)} min`
}

/** A count with thousands separators. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB')
}

/** A rate per second: "0", "<0.1", "0.4", "12", "1,250". */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0'
  if (perSecond < 0.05) return '<0.1'
  if (perSecond < 9.95) return perSecond.toFixed(1)
  return formatCount(Math.round(perSecond))
}

/** A share from 0 to 1 as a percentage: "0 %", "0.4 %", "12 %". */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 9.95) return `${percent.toFixed(1)} %`
  return `${Math.round(percent)} %`
}

/** Time of day to the millisecond, in the reader's zone. */
export function formatClock(at: number): string {
  const time = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const ms = String(time.getMilliseconds()).padStart(3, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`
}
