import { otherBound } from './bounds.ts'
import type { Generation, Place, TextMaker } from './generation.ts'
import { isoDayOf, isoMomentOf } from './iso-text.ts'
import { beyond } from './surroundings.ts'

const day = 86_400_000
const hour = 3_600_000

interface Stage {
  words: RegExp
  /** Milliseconds after what comes before it in the same object. */
  from: number
  to: number
}

/** The stages of a thing's life by the words of a name, in their order; those between are some days after the first. */
const stages: Stage[] = [
  { words: /^(birth|birthday|birthdate|born|dob)$/, from: -20_000 * day, to: -7_500 * day },
  { words: /^(creat|insert|regist|join|signup|founded|since|added|found)/, from: 0, to: 0 },
  {
    words:
      /^(open|order|issu|start|begin|from|depart|checkin|publish|submit|request|sent|trigger|valid$)/,
    from: 0,
    to: 2 * hour,
  },
  {
    words:
      /^(end|finish|complet|clos|stop|resolv|to$|deliver|paid|arriv|checkout|merge|ship|process|receiv|until$|thru$)/,
    from: hour,
    to: 8 * hour,
  },
  {
    words: /^(updat|modif|chang|edit|seen|sync|last|latest|access|pushed|refresh|login|activity)/,
    from: 2 * day,
    to: 20 * day,
  },
  { words: /^(delet|remov|cancel|archiv|revok|trash|purg|disab)/, from: day, to: 20 * day },
  { words: /^(expir|expiry|exp$|renew|due|deadline|next|valid until)/, from: 0, to: 0 },
]

const due = stages.length - 1

/** Words of names that tell a day, not a time. */
const dayWords: ReadonlySet<string> = new Set(['date', 'day', 'on'])

/** Which stage a name tells of; -1 when it tells of none. */
export function stageOf(words: readonly string[]): number {
  // The last words say most: `last_created_at` is a creation.
  const end = words.includes('until') ? ['expires'] : words
  for (let at = end.length - 1; at >= 0; at--) {
    const word = end[at] ?? ''
    // `start date` and `date of birth` are told by their other words.
    const stage = stages.findIndex(({ words: pattern }) => pattern.test(word))
    if (stage >= 0) return stage
  }
  return -1
}

/** A point in time in milliseconds since 1970; those of one object are in the order that their names tell. */
export function momentOf(place: Place, generation: Generation): number {
  const stage = generation.names.stage(place.name)
  const first = firstMoment(place, generation)
  const variant = place.variant * hour
  if (stage < 0) return first + place.random.integer(0, 9 * 86_400) * 1000 + variant
  if (stage === 0) return first + between(place, generation, stages[0]) + variant
  const [before, after] = neighboursInTime(place, generation, stage)
  const at = naturalMoment(place, generation, { stage, start: before ?? first })
  if (after === null || at <= after) return inRange(at, place, generation) + variant
  return before === null ? after - 2 * day : after
}

/** The same moment, or one as far on the other side of the other end of its range: the latest is not before the earliest. */
function inRange(at: number, place: Place, generation: Generation): number {
  const bound = generation.names.bound(place.name)
  const other = bound && otherBound(bound, place, generation, asMoment)
  if (bound === null || other === null || (bound.isLow ? at <= other : at >= other)) return at
  return 2 * other - at
}

function naturalMoment(
  place: Place,
  generation: Generation,
  { stage, start }: { stage: number; start: number },
): number {
  const { names, now } = generation
  if (stage === due) {
    return Math.max(now, start) + streamOf(place, generation).integer(10, 300) * day
  }
  // Things with a date take days, those with a time hours.
  const isLong = stage < 4 && names.words(place.name).some((word) => dayWords.has(word))
  return start + between(place, generation, stages[stage]) * (isLong ? 24 : 1)
}

/** When the life of the object around begins, on a whole second. */
function firstMoment(place: Place, { now }: Generation): number {
  const family = place.family.fork('time')
  return now - family.integer(90, 360) * day + family.integer(0, day / 1000 - 1) * 1000
}

/** The same for `due_at` and `due_on`: they tell of one moment. */
function streamOf({ family, name }: Place, { names }: Generation) {
  return family.fork(names.event(name))
}

/** The event that the words of a name tell of, without those for the form of its time. */
export function eventOf(words: readonly string[]): string {
  const forms = /^(at|on|date|time|day|datetime|timestamp|utc|ms)$/
  return `moment ${words.filter((word) => !forms.test(word)).join(' ')}`
}

function between(place: Place, generation: Generation, stage: Stage | undefined): number {
  if (!stage || stage.from === stage.to) return stage?.from ?? 0
  const random = streamOf(place, generation)
  return random.integer(stage.from / 1000, stage.to / 1000) * 1000
}

/** The latest moment of the earlier stages of the object that a place is about, and the first of the later ones. */
function neighboursInTime(
  place: Place,
  generation: Generation,
  stage: number,
): [before: number | null, after: number | null] {
  let before: number | null = null
  let after: number | null = null
  for (let around = place.around; around; around = beyond(around)) {
    for (const { name, value } of around.members) {
      const other = generation.names.stage(name)
      if (other < 1 || other === stage) continue
      const at = asMoment(value)
      if (at === null) continue
      if (other < stage) before = Math.max(before ?? at, at)
      else after = Math.min(after ?? at, at)
    }
  }
  return [before, after]
}

/** What a member says as a point in time: as a date, in seconds or in milliseconds. */
function asMoment(value: unknown): number | null {
  if (typeof value === 'number' && value > 1e8 && value < 1e14) {
    return value < 1e11 ? value * 1000 : value
  }
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : at
}

/** A point in time as RFC 3339 writes it, in whole seconds. */
export const isoMoment: TextMaker = (place, generation) => isoMomentOf(momentOf(place, generation))

/** The day of a point in time. */
export const isoDay: TextMaker = (place, generation) => isoDayOf(momentOf(place, generation))

/** Forms of a point in time that patterns ask for, from its usual one (`2026-05-17T09:30:00Z`) and its milliseconds. */
const forms: readonly ((iso: string, at: number) => string)[] = [
  (iso) => iso,
  (iso) => iso.replace('Z', '.000Z'),
  (iso) => iso.slice(0, 10),
  (iso) => iso.slice(11, 19),
  (iso) => iso.slice(11, 16),
  (iso) => iso.slice(0, 19),
  (iso) => iso.slice(0, 19).replace('T', ' '),
  (iso) => iso.replace('Z', '+00:00'),
  (_, at) => `${Math.floor(at / 1000)}`,
  (_, at) => `${Math.floor(at / 1000)}.000200`,
  (_, at) => `${at}`,
  (iso) => iso.slice(0, 10).replaceAll('-', ''),
  (iso) => iso.slice(0, 4),
  (iso) => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`,
  (iso) => iso.slice(0, 10).replaceAll('-', '/'),
  (iso) => `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`,
  (iso) => iso.slice(0, 7),
  (iso) => `${iso.slice(5, 7)}/${iso.slice(2, 4)}`,
]

/** Makes a point in time in each of the forms that patterns ask for. */
export const momentForms: readonly TextMaker[] = forms.map(
  (form): TextMaker =>
    (place, generation) => {
      const at = momentOf(place, generation)
      return form(isoMomentOf(at), at)
    },
)
