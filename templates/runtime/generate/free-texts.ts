import { chooseOne } from './choose-one.ts'
import type { Generation, Place, TextMaker } from './generation.ts'
import {
  bios,
  descriptions,
  failures,
  headlines,
  notes,
  paragraphs,
  reasons,
  remarks,
  reviews,
  successes,
  tasks,
  topical,
} from './sentences.ts'
import { subjects } from './surroundings.ts'
import { topicAt } from './topics.ts'

/** What texts call the thing that they are about. */
function thingOf(place: Place): string {
  const [thing = ''] = subjects(place)
  const short = thing.split(' ').slice(-2).join(' ')
  return /^[a-z][a-z ]{2,24}$/.test(short) ? short : 'item'
}

/** A sentence that describes the thing a place is about. */
export const descriptionOf: TextMaker = (place, generation) => {
  const topic = topicAt(place, generation)
  if (topic === 'goods' && generation.region.language === 'en') {
    const data = generation.faker(place.random).commerce
    const [adjective, material] = [data.productAdjective(), data.productMaterial()].map((word) =>
      word.toLowerCase(),
    )
    return `Made of ${material} and built to last: a ${adjective} choice for home and office.`
  }
  const known = topic === null ? undefined : topical[topic]
  if (known) return chooseOne(known, place)
  const thing = thingOf(place)
  const text = chooseOne(descriptions, place).replaceAll('{thing}', thing)
  return /^[aeiou]/.test(thing) ? text.replace(`A ${thing}`, `An ${thing}`) : text
}

/** What somebody says or writes. */
export const remarkOf: TextMaker = (place, generation) => {
  const topic = topicAt(place, generation)
  return chooseOne(topic === 'error' ? failures : topic === 'review' ? reviews : remarks, place)
}

/** What a message says: that something failed, went well, or what somebody wrote. */
export const messageOf: TextMaker = (place, generation) => {
  const topic = topicAt(place, generation)
  if (topic === 'error') return chooseOne(failures, place)
  const isChat = place.listed || topic === 'speech'
  return chooseOne(isChat && topic !== 'result' ? remarks : successes, place)
}

/** What happened instead of what was asked for. */
export const failureOf: TextMaker = (place) => chooseOne(failures, place)

/** A short note to whoever works with the thing. */
export const noteOf: TextMaker = (place) => chooseOne(notes, place)

/** Why something was done. */
export const reasonOf: TextMaker = (place, generation) =>
  topicAt(place, generation) === 'error' ? chooseOne(failures, place) : chooseOne(reasons, place)

/** A few sentences. */
export const paragraphOf: TextMaker = (place, generation) => {
  const topic = topicAt(place, generation)
  const isRemark = topic === 'speech' || topic === 'review'
  return isRemark ? remarkOf(place, generation) : chooseOne(paragraphs, place)
}

/** The title of a thing that is read; null where a thing has a name instead. */
export function titleOf(place: Place, generation: Generation): string | null {
  const topic = topicAt(place, generation)
  if (topic === 'error') return chooseOne(['Not found', 'Bad request', 'Invalid input'], place)
  if (topic === 'task') return chooseOne(tasks, place)
  return topic === 'writing' ? chooseOne(headlines, place) : null
}

/** A subject line. */
export const headlineOf: TextMaker = (place, generation) =>
  titleOf(place, generation) ?? chooseOne(headlines, place)

/** How somebody describes themselves. */
export const bioOf: TextMaker = (place) => chooseOne(bios, place)

/** What somebody has to do. */
export const taskOf: TextMaker = (place) => chooseOne(tasks, place)

/** Lower-case letters, digits and dashes, as in addresses of pages. */
export const slugOf = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
