import type { Generation, Place } from './generation.ts'
import { nameWords } from './name-words.ts'

const day = 86_400_000

/** Days after the first event of an object, from and to, by the words of a name. Later stages follow earlier ones. */
const stages: [words: RegExp, from: number, to: number][] = [
  [/birth|born|dob/, -20_000, -7_500],
  [/expir|renew|until|due|deadline|next/, 400, 700],
  [/delet|remov|cancel|archiv|revok/, 90, 120],
  [/end|finish|complet|clos|stop|resolv|^to$|deliver|paid|last/, 40, 80],
  [/updat|modif|chang|edit|seen|sync/, 10, 30],
  [/creat|start|begin|from|open|issu|regist|order|join|publish|since|add/, 0, 0],
]

/** A point in time in milliseconds since 1970; those of one object are in the order that their names tell. */
export function momentOf(place: Place, generation: Generation): number {
  const words = nameWords(place.name)
  const family = place.family.fork('time')
  const first =
    generation.now - family.integer(60, 360) * day + family.integer(0, day / 1000) * 1000
  const stage = stages.find(([pattern]) => words.some((word) => pattern.test(word)))
  const [, from, to] = stage ?? [null, 0, 9]
  const seconds = from === to ? 0 : place.random.integer(0, ((to - from) * day) / 1000)
  return first + from * day + seconds * 1000 + place.variant * 3_600_000
}
