import { type Bound, boundOf } from './bounds.ts'
import { type Described, readDescription } from './described-texts.ts'
import type { NumberMaker, TextMaker } from './generation.ts'
import { referenceOf } from './identities.ts'
import { makingOrder } from './making-order.ts'
import { eventOf, isoDay, isoMoment, stageOf } from './moments.ts'
import { nameNumbers } from './name-numbers.ts'
import { isUnsetName, type NameSort, sortOfName } from './name-sorts.ts'
import { nameTexts } from './name-texts.ts'
import { byName, nameWords } from './name-words.ts'
import { onlyThings } from './path-things.ts'
import { fullNameOf, people, roleOf } from './persons.ts'
import { singular } from './singular.ts'
import { thingWords } from './surroundings.ts'
import { type NameOwner, nameOwner, thingNames } from './thing-names.ts'
import { type Topic, topicOf } from './topics.ts'
import { type SumTerm, sumTermOf } from './totals.ts'

/** What names and descriptions tell, each worked out once. */
export interface NameReader {
  /** In lower case: `created`, `at`. */
  words(name: string): readonly string[]
  /** The words in one text: `created at`. */
  read(name: string): string
  /** What a thing is called, in singular and without words for its use: `users`, `UserResponse` are a `user`. */
  thing(name: string): string
  text(name: string): TextMaker | undefined
  number(name: string): NumberMaker | undefined
  /** What makes up a text of a format that is not among the usual ones. */
  format(format: string): TextMaker | undefined
  sort(name: string): NameSort
  /** The things of which a path has one each: a trip in `/trips/{tripId}/bookings`. */
  onlyThings(path: string): ReadonlySet<string>
  /** Whether a member is null as long as nothing has happened. */
  isUnset(name: string): boolean
  /** What makes up the name of a thing of this kind. */
  naming(thing: string): TextMaker | undefined
  /** Whether a thing is somebody. */
  isPerson(thing: string): boolean
  /** Whose name a member called so is. */
  owner(name: string): NameOwner
  topic(thing: string): Topic | null
  /** What a member whose name has these words stands for in a sum; null for nothing. */
  sumTerm(words: string): SumTerm | null
  /** The thing that a name refers to: `user` for `userId`; null for names that are no reference. */
  reference(name: string): string | null
  /** Whose it is, where a name begins with that: `customer` of `customer_email`. */
  role(name: string): string
  /** The event that a name tells of, the same for all forms of its time. */
  event(name: string): string
  /** The end of a range that a name tells of; null for none. */
  bound(name: string): Bound | null
  /** Which stage of a thing's life a name tells of, -1 for none. */
  stage(name: string): number
  /** Members of a low number are made first: others follow from them. */
  order(name: string): number
  described(description: string): Described
  /** Whether texts of a name match a pattern, as far as trying some once tells. */
  suits(name: string, pattern: string, trial: () => boolean): boolean
}

/** Reads names; what it found out stays with the generator it is made for. */
export function createNameReader(): NameReader {
  const words = remember<readonly string[]>(nameWords)
  const read = remember((name) => words(name).join(' '))
  const tables = once(() => ({ texts: nameTexts(), numbers: nameNumbers(), things: thingNames() }))
  const suited = new Map<string, boolean>()
  const stage = remember((name) => stageOf(words(name)))
  const isPerson = remember((thing) => people.test(thing))
  return {
    words,
    read,
    thing: remember((name) => {
      const own = thingWords(words(withoutPackage(name)))
      return [...own.slice(0, -1), singular(own.at(-1) ?? '')].join(' ')
    }),
    text: remember(
      (name) =>
        find(tables().texts, words(name)) ?? momentText(words(name)) ?? flagText(words(name)),
    ),
    format: remember((format) => {
      const { like } = readDescription(format)
      return find(tables().texts, words(like ?? format))
    }),
    sort: remember((name) => sortOfName(read(name))),
    isUnset: remember((name) => isUnsetName(read(name))),
    number: remember(
      (name) =>
        find(tables().numbers, words(name)) ??
        (isMoment(words(name)) ? tables().numbers.get('timestamp') : undefined),
    ),
    naming: remember((thing) =>
      isPerson(thing) ? fullNameOf : byName(tables().things, thing.split(' ')),
    ),
    isPerson,
    owner: remember((name) => nameOwner(words(name))),
    topic: remember(topicOf),
    sumTerm: remember(sumTermOf),
    reference: remember((name) => referenceOf(words(name))),
    onlyThings: remember(onlyThings),
    role: remember((name) => roleOf(words(name))),
    event: remember((name) => eventOf(words(name))),
    bound: remember((name) => boundOf(words(name))),
    stage,
    order: remember((name) => makingOrder(read(name), stage(name))),
    described: remember(readDescription),
    suits(name, pattern, trial) {
      const key = `${pattern} ${name}`
      const known = suited.get(key)
      if (known !== undefined) return known
      const suits = trial()
      if (suited.size >= mostKept) suited.clear()
      suited.set(key, suits)
      return suits
    },
  }
}

/** `last_active_at` and `date_create` tell a point in time, whatever their other words are. */
const isMoment = (words: readonly string[]) =>
  stageOf(words) >= 0 &&
  words.some((word) => /^(at|on|date|time|datetime|ts|timestamp|until|since)$/.test(word))

function momentText(words: readonly string[]): TextMaker | undefined {
  if (!isMoment(words) && !events.test(words.join(' '))) return undefined
  return words.some((word) => /^(date|on)$/.test(word)) ? isoDay : isoMoment
}

/** Flags that are written as text. */
const flagText = ([first = '', second]: readonly string[]): TextMaker | undefined =>
  /^(is|has|can|should)$/.test(first) && second !== undefined ? () => 'true' : undefined

/** Events that are called without saying that it is their time that is meant. */
const events =
  /^(published|approved|queued|completed|finished|started|cancelled|canceled|archived|received|sent|paid|delivered|shipped|closed|opened|resolved|submitted|joined|added|aired|first aired|registered|verified|issued|due|begin|finish)$/

/** The last part of a name with a package before it: `io.k8s.api.core.v1.Pod`, also where capitals join it: `IoK8sApiCoreV1Pod`. */
function withoutPackage(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return (
    /^(?:[A-Z][a-z0-9]*){2,}V\d+(?:(?:alpha|beta)\d+)?((?:[A-Z][a-z]+)+)$/.exec(last)?.[1] ?? last
  )
}

/** Lists are called by the plural of what their items are. */
function find<Entry>(entries: ReadonlyMap<string, Entry>, words: readonly string[]) {
  const last = words.at(-1) ?? ''
  return byName(entries, words) ?? byName(entries, [...words.slice(0, -1), singular(last)])
}

/** Makes a value when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Names can also be made up, for the members of maps: what is kept has a limit. */
const mostKept = 5000

/** Keeps what was worked out for a name; names come from the spec, so they repeat. */
function remember<Value>(work: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, { value: Value }>()
  return (name) => {
    const found = known.get(name)
    if (found) return found.value
    const value = work(name)
    if (known.size >= mostKept) known.clear()
    known.set(name, { value })
    return value
  }
}
