import type { Generation, Place } from './generation.ts'
import { identityOf, numberId } from './identities.ts'
import type { FakerFor } from './load-faker.ts'
import { nameWords } from './name-words.ts'
import { plural } from './singular.ts'

/** A link that fits its name: to a picture, a page, or the object that it stands in. */
export function linkOf(place: Place, generation: Generation, faker: FakerFor): string {
  const words = nameWords(place.name)
  const has = (...wanted: string[]) => words.some((word) => wanted.includes(word))
  const number = place.random.integer(100, 999)
  if (has('avatar', 'image', 'photo', 'picture', 'thumbnail', 'logo', 'icon', 'cover')) {
    return `https://example.com/images/${words[0] ?? 'image'}-${number}.png`
  }
  if (has('website', 'homepage', 'site', 'blog')) {
    return `https://${faker(place.random).internet.domainWord()}.example.com`
  }
  const isOwn = words.length < 2 || has('self', 'href')
  const thing = isOwn ? nameWords(place.owner).join('-') : words.slice(0, -1).join('-')
  const path = plural(thing || 'resource')
  const id = numberId(identityOf({ ...place, name: 'id' }, generation))
  return `https://api.example.com/${path}/${id}`
}
