import type { Direction, SchemaStore } from '../schemas/schema-store.ts'
import { generatePart } from './generate-part.ts'
import type { Generation, KnownFacts, Mode, Part, Place } from './generation.ts'
import type { FakerFor, SampleFrom } from './load-faker.ts'
import type { Random } from './random-source.ts'
import type { NameReader } from './read-names.ts'
import type { Region } from './regions.ts'
import type { SchemaFamily } from './schema-family.ts'
import { TooLarge, Unsatisfiable } from './unsatisfiable.ts'

/** What an attempt at a value starts from. */
export interface Start {
  store: SchemaStore
  schemas: SchemaFamily
  faker: FakerFor
  sample: SampleFrom
  known: KnownFacts
  region: Region
  names: NameReader
  /** Path of the operation, or nothing. */
  about: string
  /** Ids in the path of the request, by what they are of. */
  pathIds: ReadonlyMap<string, string>
  direction: Direction
  mode: Mode
  careful: boolean
  lenient: boolean
  fresh: boolean
  /** The stream of the whole value. */
  root: Random
  now: number
}

/** Values in one body at which it is given up. */
const largestSize = 10_000

/** Values in a body that only comes near to its schema. */
const lenientSize = 500

/** Retries in one attempt. */
const mostRetries = 400

/** Starts an attempt: everything made in it counts together. */
export function startGeneration(start: Start): Generation {
  let spent = 0
  let retries = 0
  const generation: Generation = {
    ...start,
    index: start.store.index,
    hiddenMembers: start.store.hiddenMembers(start.direction),
    isPlanned: true,
    part: (part: Part, place: Place) => generatePart(part, place, generation),
    spend() {
      spent += 1
      if (start.lenient && spent > lenientSize) throw new Unsatisfiable('enough was made')
      if (spent > largestSize) {
        throw new TooLarge(`its smallest value has more than ${largestSize} parts`)
      }
    },
    mayRetry() {
      retries += 1
      return retries <= mostRetries
    },
  }
  return generation
}
