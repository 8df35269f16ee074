import { isRecord } from '../schemas/json-schema.ts'
import { accepts } from './accept-value.ts'
import { closedConstraints } from './gather-constraints.ts'
import type { Generation, Part, Place } from './generation.ts'

/** What a place is to hold because the path or the query says so: a text, members of its own, or items. */
export type Asked = string | AskedMembers | AskedItems

/** Members of an object, by name. */
export interface AskedMembers extends ReadonlyMap<string, Asked> {}

/** The items of a list. */
export interface AskedItems {
  /** How many there may be; null for as many as usual. */
  most: number | null
  each: Asked | undefined
}

/** What a request tells of the value that answers it. */
export interface Told {
  /** What the client sent, in the shape of the answer; undefined for nothing. */
  sent: unknown
  /** What of path and query stands in the answer, and where; undefined for nothing. */
  asked: Asked | undefined
  /** Ids in the path by what they are of, `user` for `{userId}`, and by their parameters in braces. */
  pathIds: ReadonlyMap<string, string>
}

/**
 * The value that the request tells of a place: what was asked for, else what was sent. Null where it tells none
 * that the schema allows here. What has parts is made part by part.
 */
export function toldValue(
  part: Part,
  place: Place,
  generation: Generation,
): { value: unknown } | null {
  generation.spend()
  const { asked, sent } = place
  if (typeof asked === 'string') {
    for (const value of readings(asked)) {
      if (allows(part, value, place, generation)) return { value }
    }
  }
  if (sent === undefined || (typeof sent === 'object' && sent !== null)) return null
  if (isSetByServer(part, generation)) return null
  return allows(part, sent, place, generation) ? { value: sent } : null
}

/** A member of what was sent. */
export function sentMember(sent: unknown, name: string): unknown {
  return isRecord(sent) && Object.hasOwn(sent, name) ? sent[name] : undefined
}

/** What was asked of a member. */
export function askedMember(asked: Place['asked'], name: string): Place['asked'] {
  return asked instanceof Map ? asked.get(name) : undefined
}

/** What was asked of the items of a list; null for nothing. */
export function askedItems(asked: Place['asked']): AskedItems | null {
  return typeof asked === 'object' && 'most' in asked ? asked : null
}

/** Paths and queries have texts only; one that is written as a number or a flag may mean it. */
function readings(text: string): (string | number | boolean)[] {
  if (text === 'true' || text === 'false') return [text, text === 'true']
  const number = wholeNumber(text)
  return number === null ? [text] : [text, number]
}

/** The number that a text writes in the usual way; null for other texts. */
export function wholeNumber(text: string): number | null {
  const number = Number(text)
  return Number.isSafeInteger(number) && String(number) === text ? number : null
}

function allows(part: Part, value: unknown, place: Place, generation: Generation): boolean {
  if (part.limits === undefined) {
    const aside = { ...place, random: place.random.fork('plan') }
    part.limits = closedConstraints(part.schemas, aside, generation)
  }
  if (part.limits !== null) return accepts(part.limits, value, generation)
  // Where something is left to choose, no plan tells what the value has to be.
  generation.isPlanned = false
  const { store, direction } = generation
  return part.schemas.every((schema) => store.isValid(schema, direction, value))
}

/** Members that are `readOnly` are the server's, whatever a client sends. */
function isSetByServer(part: Part, { store }: Generation): boolean {
  const hidden = store.hiddenMembers('request')
  part.isReadOnly ??= part.schemas.some((schema) => hidden.isHidden(schema))
  return part.isReadOnly
}
