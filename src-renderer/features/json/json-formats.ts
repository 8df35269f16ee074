const date = /^(\d{4})-(\d\d)-(\d\d)$/
const time = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(z|[+-]\d\d(?::?\d\d)?)$/i
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/
const uuid = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const email =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDate(text: string): boolean {
  const [, year, month, day] = date.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0)
  return day >= 1 && day <= days
}

function isTime(text: string): boolean {
  const match = time.exec(text)
  if (!match) return false
  const [hour = 0, minute = 0, second = 0] = match.slice(1, 4).map(Number)
  // Leap seconds exist, at the end of a day.
  return hour <= 23 && minute <= 59 && (second <= 59 || second === 60)
}

function isDateTime(text: string): boolean {
  const [day = '', clock = '', ...rest] = text.split(/t|\s/i)
  return rest.length === 0 && isDate(day) && isTime(clock)
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text)
}

const formats: Record<string, { test: (text: string) => boolean; name: string }> = {
  date: { test: isDate, name: 'a date such as 2026-11-23' },
  time: { test: isTime, name: 'a time such as 09:30:00Z' },
  'date-time': { test: isDateTime, name: 'a date and time such as 2026-11-23T09:30:00Z' },
  email: { test: (text) => email.test(text), name: 'an e-mail address' },
  ipv4: { test: (text) => ipv4.test(text), name: 'an IPv4 address' },
  uri: { test: isUri, name: 'an absolute URI' },
  uuid: { test: (text) => uuid.test(text), name: 'a UUID' },
}

/** What is wrong with a text of a format; null when nothing is, or when the format is not known here. */
export function formatProblem(format: string, text: string): string | null {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined
  return known && !known.test(text) ? `must be ${known.name}` : null
}
