import type { Direction, HiddenMembers } from '../schemas/hidden-members.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { ParsedPattern } from '../schemas/parsed-pattern.ts'
import type { SchemaIndex } from '../schemas/schema-index.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Constraints } from './constraints.ts'
import type { KnownCourses } from './courses.ts'
import type { PatternParts } from './generate-pattern.ts'
import type { FakerFor, SampleFrom } from './load-faker.ts'
import type { Random } from './random-source.ts'
import type { NameReader } from './read-names.ts'
import type { Region } from './regions.ts'
import type { SchemaFamily } from './schema-family.ts'
import type { Asked } from './told-value.ts'

export type Mode = 'full' | 'minimal' | 'empty'

/** How far a part may go on where schemas refer back to themselves. */
export type Extent = 'all' | 'scalars' | 'required'

/** A member that is made already. */
export interface MadeMember {
  name: string
  /** Its name's words. */
  words: string
  /** Where it stands among the members that were chosen for its object; beyond them for others. */
  position: number
  value: unknown
}

/** An object that is being made, as its members see it. */
export interface Around {
  /** What it is called: by its place, then by its schemas. */
  names: readonly string[]
  /** What its names say that it is, in lower case and singular. */
  subjects: readonly string[]
  /** Whether it has no meaning of its own. */
  isWrapper: boolean
  /** Members that are made already; in a body that is repaired, those that are there. */
  members: readonly MadeMember[]
  /** Stream for members that belong together. */
  family: Random
  /** Whether it is an item of a list: what is beyond is then not about it alone. */
  isItem: boolean
  outer: Around | null
}

/** Named schemas whose value is being made at one place, and those around it. */
export interface OpenSchemas {
  names: readonly string[]
  outer: OpenSchemas | null
}

/**
 * One place of the value that is being made. It may become that of the next value as soon as its own is made: nobody
 * keeps it.
 */
export interface Place {
  random: Random
  depth: number
  /** Values that this part should not exceed. */
  budget: number
  /** Name of the member, parameter or header; for an item that of its array. */
  name: string
  /** Name of the object around, in singular where it is an item of a list. */
  owner: string
  /** True inside the items of a list. */
  listed: boolean
  /** Position in a list: neighbours differ by it. */
  variant: number
  /** Position of the innermost item around in its list: its members differ from those of its neighbours. */
  copy: number
  /** Stream of the list that the innermost item around stands in: the same for all its items; null outside of lists. */
  neighbours: Random | null
  /** Whether the place is an item of a list itself. */
  isItem: boolean
  /** Whether the place can be left empty instead. */
  optional: boolean
  extent: Extent
  /** The named schemas that are open around this place, innermost first. */
  open: OpenSchemas | null
  /** A value that is to be kept as far as possible: choices follow it. */
  like?: { value: unknown }
  /** What the client sent for this place; undefined for nothing. */
  sent: unknown
  /** What of the path and the query is to stand here; undefined for nothing. */
  asked: Asked | undefined
  /** Streams of the object around, for members that belong together. */
  family: Random
  /** The object around; null for a whole value. */
  around: Around | null
}

/** Schemas that apply together at places of one name. */
export interface Part {
  schemas: readonly JsonSchema[]
  /** Worked out when the first value is made; null where they leave something to choose. */
  plan?: Plan | null
  /** What a value has to satisfy, worked out when a request first tells one; null where something is left to choose. */
  limits?: Constraints | null
  /** Whether no client sets it, worked out at the same time. */
  isReadOnly?: boolean
}

/** A member that an object is to have. */
export interface Member extends Part {
  name: string
  required: boolean
  composite: boolean
  /** Its name's words. */
  words: string
  /** Where it stands in the object. */
  position: number
  /** Those of a low number are made first. */
  order: number
  /** With each of the values that may name the kind of the object, where it does that; made when first asked for. */
  tagged?: readonly Part[]
}

/** The members that an object is to have, and what follows from their names. */
export interface MemberList {
  members: readonly Member[]
  /** In the order in which they are made: those that others follow from come first. */
  making: readonly Member[]
  /** Of each member where it stands in that order. */
  turns: readonly number[]
  /** Members with parts of their own. */
  composites: number
  /** Whether one of them may tell how long a list beside it is. */
  hasCounts: boolean
}

/** Makes the value of a place: worked out once for what applies there and for the name of the place. */
export type Plan<Value = unknown> = (place: Place, generation: Generation) => Value

/** What follows from schemas alone, remembered from value to value. Nobody changes it. */
export interface KnownFacts {
  courses: KnownCourses
  /** By the schema, or the list of several, and the name of the place; null where something is left to choose. */
  plans: WeakMap<object, Map<string, Plan | null>>
  patterns: WeakMap<ParsedPattern, PatternParts>
}

/** One attempt at a value. */
export interface Generation {
  known: KnownFacts
  store: SchemaStore
  index: SchemaIndex
  hiddenMembers: HiddenMembers
  schemas: SchemaFamily
  direction: Direction
  mode: Mode
  /** True where every call gives another value: examples then count less than variety. */
  fresh: boolean
  /** True after a first attempt failed: choices are then tested on the spot. */
  careful: boolean
  /** True when nothing valid exists: whatever comes nearest is made. */
  lenient: boolean
  /** The whole value's stream: what repeats within it comes from here. */
  root: Random
  /** Milliseconds since 1970 that count as now. */
  now: number
  /** Path of the operation whose body it is; empty where that is not known. */
  about: string
  /** Ids in the path of the request, by what they are of. */
  pathIds: ReadonlyMap<string, string>
  /** Made-up data in the language of the locale. */
  faker: FakerFor
  /** The same, from what was made up before: for texts of which there are many, whatever is asked. */
  sample: SampleFrom
  /** Where the locale is spoken. */
  region: Region
  /** What names tell, each read once. */
  names: NameReader
  /** A value for a place where all these schemas apply. Throws Unsatisfiable or TooLarge. */
  part(part: Part, place: Place): unknown
  /** False once something was made that plans do not vouch for: only a check tells then whether the whole is valid. */
  isPlanned: boolean
  /** Counts one more value; throws TooLarge when there are too many. */
  spend(): void
  /** False when enough has been tried. */
  mayRetry(): boolean
}

/** Makes a text for a name or a format. */
export type TextMaker = Plan<string>

/** Makes a number for a name. */
export type NumberMaker = (place: Place, generation: Generation, integer: boolean) => number
