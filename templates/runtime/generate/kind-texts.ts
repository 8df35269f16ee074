import type { Generation, Plan } from './generation.ts'
import type { NameReader } from './read-names.ts'
import { singular } from './singular.ts'

/** Makes a text that may do; null where it has none. */
export type TextSource = Plan<string | null>

/** The id of the thing that a name means: `customer` as `customer_id` would have it. */
export function referring(name: string, names: NameReader): TextSource[] {
  const make = names.text('id')
  return make === undefined ? [] : [(at, to) => make({ ...at, name: `${name} id` }, to)]
}

/** A text called as a kind of thing is what one of these is called: `template` of a message. */
export function ofKind(name: string, names: NameReader): TextSource[] {
  const make = names.naming(names.thing(name))
  return make === undefined ? [] : [make]
}

/** A text in an object of texts of one kind: `spotify` in `external_urls`. */
export const byOwner: TextSource = (place, generation) => {
  const { names } = generation
  const kind = names.words(place.owner).at(-1) ?? ''
  const each = singular(kind)
  if (each === kind || !ofOneKind.test(each)) return null
  return names.text(each)?.({ ...place, name: `${place.name} ${each}` }, generation) ?? null
}

const ofOneKind =
  /^(url|uri|link|href|image|photo|picture|thumbnail|icon|logo|avatar|email|phone|date|price|amount|name|title|label|description|colou?r|address|path|hash|language|country|currency)$/

/** Whether a name ends with what the API has things of, with ids: `latest_invoice`, where it has a schema `Invoice`. */
export function isIdentified(name: string, { names, schemas }: Generation): boolean {
  const words = names.words(name)
  return words.some((_, at) => schemas.isIdentified(words.slice(at).join(' ')))
}
