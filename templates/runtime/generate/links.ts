import type { Generation, Place, TextMaker } from './generation.ts'
import { idAround, identityOf, knownId, numberId, pathOf } from './identities.ts'
import { thingsOfPath } from './path-things.ts'
import { plural } from './singular.ts'
import { isTelling, pageBeside, subjects } from './surroundings.ts'

/** Where the mocked API is supposed to be: a name that is reserved for examples (RFC 2606). */
const api = 'https://api.example.com'
const site = 'https://example.com'

const pictures: ReadonlySet<string> = new Set(
  'avatar|image|img|gallery|photo|picture|thumbnail|thumb|logo|icon|cover|banner|poster|screenshot|favicon|gravatar|headshot|artwork'.split(
    '|',
  ),
)
const homepages: ReadonlySet<string> = new Set('website|homepage|site|blog|domain'.split('|'))

/** Pages and files by a word of the name that asks for them. */
const kinds: ReadonlyMap<string, (number: number) => string> = new Map<
  string,
  (number: number) => string
>([
  ['callback', () => 'https://app.example.com/callback'],
  ['redirect', () => 'https://app.example.com/callback'],
  ['return', () => 'https://app.example.com/return'],
  ['success', () => 'https://app.example.com/success'],
  ['cancel', () => 'https://app.example.com/cancel'],
  ['webhook', (n) => `https://hooks.example.com/${n}`],
  ['hook', (n) => `https://hooks.example.com/${n}`],
  ['docs', () => `${site}/docs`],
  ['documentation', () => `${site}/docs`],
  ['help', () => `${site}/help`],
  ['terms', () => `${site}/terms`],
  ['tos', () => `${site}/terms`],
  ['privacy', () => `${site}/privacy`],
  ['license', () => `${site}/license`],
  ['support', () => `${site}/support`],
  ['video', (n) => `https://media.example.com/videos/${n}.mp4`],
  ['audio', (n) => `https://media.example.com/audio/${n}.mp3`],
  ['preview', (n) => `https://media.example.com/previews/${n}.jpg`],
  ['download', (n) => `https://files.example.com/${n}/download`],
  ['pdf', (n) => `https://files.example.com/${n}.pdf`],
  ['file', (n) => `https://files.example.com/${n}`],
  ['upload', (n) => `https://files.example.com/uploads/${n}`],
  ['invoice', (n) => `https://files.example.com/invoices/${n}.pdf`],
  ['receipt', (n) => `https://files.example.com/receipts/${n}.pdf`],
  ['twitter', (n) => `https://social.example.com/user${n}`],
  ['facebook', (n) => `https://social.example.com/user${n}`],
  ['linkedin', (n) => `https://social.example.com/in/user${n}`],
  ['instagram', (n) => `https://social.example.com/user${n}`],
])

/** Words at the ends of a name that say only that it is a link. */
const filler =
  /^(url|urls|uri|uris|href|hrefs|link|links|api|html|web|absolute|full|self|location|resource|canonical|public|short|permalink|related)$/

/** Members that hold a link as an object; those that hold a picture do so too. */
const holders = /^(self|next|prev|previous|first|last|html)$/

/** Links to other pages of a list: how many pages further they lead. */
const pagers: ReadonlyMap<string, number> = new Map([
  ['next', 1],
  ['prev', -1],
  ['previous', -1],
  ['first', Number.NEGATIVE_INFINITY],
  ['last', 0],
])

/** A link that fits its name: to a picture, a page, or a thing, whose id it then holds. */
export const linkOf: TextMaker = (place, generation) => {
  const words = telling(place, generation)
  const number = place.random.integer(1000, 9999)
  if (words.some((word) => pictures.has(singularWord(word)))) return picture(words, place, number)
  if (words.some((word) => homepages.has(word))) {
    return `https://${generation.faker(place.random).internet.domainWord()}.example.com`
  }
  for (const word of words) {
    const make = kinds.get(word)
    if (make) return make(number)
  }
  const pager = words.map((word) => pagers.get(word)).find((steps) => steps !== undefined)
  const base = words.includes('html') || words.includes('web') ? site : api
  if (pager !== undefined) {
    const page = Math.max(1, pageBeside(place) + pager)
    return `${base}${ownPath(place, generation)}?page=${page}`
  }
  return base + pathTo(words, place, generation)
}

/** The words of a link's name; where it is only called a link, those of the object that holds it: `next.href`. */
function telling({ name, around }: Place, { names }: Generation): readonly string[] {
  const words = names.words(name)
  if (!words.every((word) => filler.test(word))) return words
  const holder = names.thing(around?.names[0] ?? '').split(' ')
  const last = holder.at(-1) ?? ''
  return holders.test(last) || pictures.has(last) ? holder : words
}

const singularWord = (word: string) => word.replace(/s$/, '')

function picture(words: readonly string[], place: Place, number: number): string {
  const what = words.find((word) => pictures.has(singularWord(word))) ?? 'image'
  const folder = what === 'img' ? 'images' : plural(what.replace(/s$/, ''))
  return `https://images.example.com/${folder}/${number + place.variant}.jpg`
}

/** The path of the operation without its parameters' braces, for links to its own pages. */
function listPath({ about }: Generation): string {
  const path = about.replaceAll(/\/?\{[^}]*\}.*$/g, '').replaceAll(/[?#].*$/g, '')
  return path === '' || path === '/' ? '/items' : path
}

function pathTo(words: readonly string[], place: Place, generation: Generation): string {
  let [from, to] = [0, words.length]
  while (to > from && filler.test(words[to - 1] ?? '')) to -= 1
  while (from < to && filler.test(words[from] ?? '')) from += 1
  const part = words.slice(from, to).join(' ')
  const own = idAround(place, generation)
  if (own) {
    const names = own.around.names.map((name) => generation.names.thing(name))
    const thing = names.find(isTelling) ?? 'item'
    const isOwn = part === '' || part === thing || names.includes(part)
    const base = `/${pathOf(thing)}/${encodeURIComponent(own.id)}`
    if (isOwn) return base
    return generation.names.thing(part) === part && isThing(part, generation)
      ? otherPath(part, place, generation)
      : `${base}/${slug(part)}`
  }
  if (part !== '') return otherPath(part, place, generation)
  if (generation.about === '') {
    return otherPath(subjects(place)[0] ?? 'item', place, generation)
  }
  if (!place.listed) return ownPath(place, generation)
  const number = numberId(identityOf({ ...place, name: 'id' }, generation))
  return `${listPath(generation)}/${number + place.variant}`
}

/** The path of the operation, with the ids that the body has for its parameters. */
function ownPath(place: Place, generation: Generation): string {
  const { about } = generation
  if (!about.includes('{')) return listPath(generation)
  const things = new Map([...thingsOfPath(about)].map(([thing, parameter]) => [parameter, thing]))
  return about
    .replace(/[?#].*$/, '')
    .replaceAll(/\{([^{}]+)\}/g, (braced, parameter: string) =>
      encodeURIComponent(
        generation.pathIds.get(braced) ??
          idOfThing(things.get(parameter) ?? parameter, place, generation),
      ),
    )
}

/** Whether a word names a thing: `starred` and `following` are lists of the thing around. */
const isThing = (part: string, { names }: Generation) =>
  !/(ing|ed)$/.test(part) || names.naming(part) !== undefined

/** A path to another thing, by its id where the body holds it. */
function otherPath(thing: string, place: Place, generation: Generation): string {
  const id = idOfThing(thing, place, generation)
  return `/${pathOf(generation.names.thing(thing))}/${encodeURIComponent(id)}`
}

function idOfThing(thing: string, place: Place, generation: Generation): string | number {
  const reference = { ...place, name: `${thing} id` }
  const id = knownId(reference, generation) ?? numberId(identityOf(reference, generation))
  return typeof id === 'number' ? id + place.variant : id
}

const slug = (text: string) => text.replaceAll(' ', '-')
