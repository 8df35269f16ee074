import type { Around, Generation, MadeMember, Place } from './generation.ts'

/** Objects that only hold parts of what they stand in: what they are about is the object around them. */
const wrappers: ReadonlySet<string> = new Set(
  (
    'data|attribute|item|total|pricing|work|personal|employment|about|basic|general|result|response|node|field|property|body|payload|object|record|entry|resource|' +
    'profile|detail|info|information|content|value|name|metadata|meta|spec|link|personal info|personal information|' +
    'embedded|self|next|prev|html|hit|row|edge|element|model|element data|relationship|fields|document data|summary|main'
  ).split('|'),
)

/** Words at the end of a schema's name that tell its use, not what it describes. */
const uses =
  /^(response|request|dto|schema|model|compact|base|resource|object|full|simple|entity|output|input|result|summary|payload|body|v\d+|vo|view|info|details?|read|write|create|created|update|data|item|items|list|collection|page|type|properties|attributes|public|private|minimal|array|mini|brief|lite|short|extended|representation|json|profile|setting|settings|config|configuration|reference|ref|link|core|standard|nullable|optional|generic|common|default|with|and|or|single)$/

/** The same at its beginning: `FullRepository` is a repository. */
const extents = /^(full|minimal|nullable|simple|compact|partial)$/

/** The words that say what a thing is, without those for its use: `UserCompactResponse` is a user. */
export function thingWords(words: readonly string[]): readonly string[] {
  let end = words.length
  while (end > 1 && uses.test(words[end - 1] ?? '')) end -= 1
  let start = 0
  while (start < end - 1 && extents.test(words[start] ?? '')) start += 1
  return words.slice(start, end)
}

/**
 * The object beyond one that is only a wrapper, and so tells what its members are about as well; null beyond
 * any other.
 */
export const beyond = (around: Around): Around | null =>
  !around.isItem && around.isWrapper ? around.outer : null

/** Whether a name says what a thing is. */
export const isTelling = (thing: string) => thing !== '' && !wrappers.has(thing)

/** What the names of an object say about it. */
export function readNamesOf(
  called: readonly string[],
  { names }: Generation,
): Pick<Around, 'names' | 'subjects' | 'isWrapper'> {
  const things = called.map((name) => names.thing(name))
  const [name = ''] = called
  return {
    names: called,
    subjects: things.filter(isTelling),
    isWrapper: name === '' ? called.length === 0 : wrappers.has(things[0] ?? ''),
  }
}

/** What an object that is there holds, as its members would have seen it. */
export function membersOf(
  object: Readonly<Record<string, unknown>>,
  { names }: Generation,
): MadeMember[] {
  return Object.entries(object).map(([name, value], position) => ({
    name,
    words: names.read(name),
    position,
    value,
  }))
}

/** A member that is made already, of the object that a place is about; undefined when there is none. */
function sibling(place: Place, isMeant: (thing: string) => boolean): unknown {
  for (let around = place.around; around; around = beyond(around)) {
    for (const { words, value } of around.members) {
      if (value !== null && isMeant(words)) return value
    }
  }
  return undefined
}

/** Like {@link sibling}, as a text that is not empty. */
export function siblingText(place: Place, isMeant: (thing: string) => boolean): string | null {
  const value = sibling(place, isMeant)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** The number of the page that the members around tell: the last one, as nothing says that there are more. */
export function pageBeside({ around }: Place): number {
  let levels = 0
  for (let at = around; at && levels < 3; at = at.outer, levels += 1) {
    const page = at.members.find(({ words }) => /^(current )?page( number)?$/.test(words))?.value
    if (typeof page === 'number' && page > 0) return page
  }
  return 1
}

/** What a place is about, most telling first: names of the objects around it, in lower case and singular. */
export function subjects({ around }: Place): readonly string[] {
  return around === null ? [] : subjectsFrom(around)
}

function subjectsFrom(around: Around): readonly string[] {
  const outer = beyond(around)
  return outer === null ? around.subjects : [...around.subjects, ...subjectsFrom(outer)]
}

/** What the operation of a path answers with: `pets` for `/v1/pets/{petId}`. */
export function thingOfPath({ about, names }: Generation): string {
  const literals = about.split('/').filter((part) => part !== '' && !/[{}:]/.test(part))
  const bare = literals.map((part) => part.replace(/\.\w+$/, ''))
  return bare.findLast((part) => isTelling(names.thing(part)) && !/^v\d/.test(part)) ?? ''
}
