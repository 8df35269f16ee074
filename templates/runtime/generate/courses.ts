import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import type { Generation, Place, Plan } from './generation.ts'

/** Gives the options of something that schemas leave open, most natural first. */
export type Question = (place: Place, generation: Generation) => readonly unknown[]

/** Takes one of the options of a question; undefined where there are none. */
export type Decide = (question: Question) => unknown

/** What follows from schemas once all that they leave open is decided. Nobody changes it. */
export interface Course {
  constraints: Constraints
  /** By the name of the place. */
  plans: Map<string, Plan>
}

/** What comes after each option that was taken: another question, or nothing that is left to decide. */
type Ways = Map<unknown, Crossroads | Course>

/** A question that comes up after the same decisions again and again. */
interface Crossroads {
  question: Question
  ways: Ways
}

/** The courses that were taken from the same schemas; the ways from the start are a single one. */
interface Journey {
  ways: Ways
  courses: number
}

/** The courses of each list of schemas, or of the one that stands alone. */
export type KnownCourses = WeakMap<object, Journey>

const start = 'start'

/** Courses that are kept of the same schemas. */
const mostCourses = 200

/** What is decided at a place: `way` numbers the combinations of options, and the first is the most natural one. */
export function decider(
  place: Place,
  generation: Generation,
  way: number,
): { decide: Decide; combinations: () => number } {
  let remaining = way
  let combinations = 1
  return {
    decide(question) {
      const options = question(place, generation)
      const option = options[remaining % options.length]
      remaining = Math.floor(remaining / options.length)
      combinations = Math.min(1000, combinations * options.length)
      return option
    },
    combinations: () => combinations,
  }
}

/**
 * Goes the way that was gone before where the same is decided again, and works out what follows where it was not:
 * the questions come in the same order as long as the decisions are the same.
 */
export function takeCourse(
  schemas: readonly JsonSchema[],
  decide: Decide,
  known: KnownCourses,
  workOut: (decide: Decide) => Constraints,
): Course {
  const [schema] = schemas
  const key = schemas.length === 1 && typeof schema === 'object' ? schema : schemas
  const journey = known.get(key) ?? { ways: new Map(), courses: 0 }
  known.set(key, journey)
  const taken: [question: Question, option: unknown][] = []
  let at = journey.ways.get(start)
  while (at !== undefined && 'question' in at) {
    const { question, ways }: Crossroads = at
    const option = decide(question)
    taken.push([question, option])
    at = ways.get(option)
  }
  if (at !== undefined) return at
  let repeated = 0
  const constraints = workOut((question) => {
    const before = taken[repeated]
    repeated += 1
    if (before !== undefined) return before[1]
    const option = decide(question)
    taken.push([question, option])
    return option
  })
  const course: Course = { constraints, plans: new Map() }
  remember(journey, taken, course)
  return course
}

function remember(
  journey: Journey,
  taken: readonly [question: Question, option: unknown][],
  course: Course,
): void {
  if (journey.courses >= mostCourses) {
    journey.ways.clear()
    journey.courses = 0
  }
  journey.courses += 1
  let { ways } = journey
  let last: unknown = start
  for (const [question, option] of taken) {
    const known = ways.get(last)
    const here = known !== undefined && 'question' in known ? known : { question, ways: new Map() }
    ways.set(last, here)
    ways = here.ways
    last = option
  }
  ways.set(last, course)
}
