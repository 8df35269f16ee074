/** What a value is sorted by. Values of different kinds are never mixed, so any list has one order. */
export interface Rank {
  readonly kind: 'number' | 'time' | 'text' | 'missing'
  /** The number, or milliseconds; 0 for others. */
  readonly number: number
  readonly text: string
}

/** Dates as APIs write them. `Date.parse` alone takes "May" and "Chapter 9" for dates as well. */
const date = /^\d{4}-\d{2}(?:-\d{2}(?:[T ].+)?)?$|^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} /i

const order = { number: 0, time: 1, text: 2, missing: 3 } as const

export function rankOf(value: unknown): Rank {
  if (value === undefined || value === null) return { kind: 'missing', number: 0, text: '' }
  const text = textOf(value)
  if (typeof value === 'object') return { kind: 'text', number: 0, text }
  const number = text.trim() === '' ? Number.NaN : Number(value)
  if (Number.isFinite(number)) return { kind: 'number', number, text }
  const time = date.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time)
    ? { kind: 'text', number: 0, text }
    : { kind: 'time', number: time, text }
}

/** A value as text; an object that a client sent may have a member `toString` that is none. */
export function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Numbers first, by size, then dates by time, then texts; what is missing is last. */
export function compareRanks(one: Rank, other: Rank): number {
  if (one.kind !== other.kind) return order[one.kind] - order[other.kind]
  return one.kind === 'text' ? compareTexts(one.text, other.text) : one.number - other.number
}

export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
