const day = 86_400_000
/** Days of 400 years; in years that begin in March the leap day is the last one. */
const era = 146_097
/** From 1 March of the year 0 to 1970. */
const before1970 = 719_468

const two = (number: number) => (number < 10 ? `0${number}` : `${number}`)

/**
 * The day of a point in time in milliseconds since 1970, in the years 1 to 9999: `2026-05-17`. By hand, as `Date` takes
 * several times as long, and bodies are full of them.
 */
export function isoDayOf(at: number): string {
  const days = Math.floor(at / day) + before1970
  const dayOfEra = days % era
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100)
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  const year = Math.floor(days / era) * 400 + yearOfEra + (month < 10 ? 0 : 1)
  return `${String(year).padStart(4, '0')}-${two(month < 10 ? month + 3 : month - 9)}-${two(date)}`
}

/** A point in time as RFC 3339 writes it, in whole seconds: `2026-05-17T09:30:00Z`. */
export function isoMomentOf(at: number): string {
  const seconds = Math.floor((at - Math.floor(at / day) * day) / 1000)
  const minutes = Math.floor(seconds / 60)
  return `${isoDayOf(at)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}Z`
}
