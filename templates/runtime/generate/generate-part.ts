import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import type { Course } from './courses.ts'
import { enter } from './enter-schemas.ts'
import { closedConstraints, findCourse } from './gather-constraints.ts'
import type { Generation, Part, Place, Plan } from './generation.ts'
import { planValue } from './plan-value.ts'
import { setApart } from './set-apart.ts'
import { TooLarge, Unsatisfiable } from './unsatisfiable.ts'

/** Levels of a value: beyond them the stack would end, at a place that nobody can foresee. */
const deepest = 200

/** Combinations of choices that are tried at one place. */
const mostWays = 24

/** Names that a schema is planned for: those of maps can be without number. */
const mostNames = 100

/**
 * Makes a value for one place. Where its schemas leave nothing to choose, by their plan, which is worked out once;
 * else, and where the plan fails, by trying.
 */
export function generatePart(part: Part, place: Place, generation: Generation): unknown {
  generation.spend()
  if (place.depth > deepest) throw new TooLarge('it is nested too deeply')
  const { schemas } = part
  if (part.plan === undefined) part.plan = planFor(schemas, place, generation)
  const plan = generation.lenient ? null : part.plan
  if (plan === null) return makeByTrying(schemas, place, generation)
  try {
    return plan(place, generation)
  } catch (error) {
    if (!(error instanceof Unsatisfiable)) throw error
    return makeByTrying(schemas, place, generation, error)
  }
}

function planFor(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
): Plan | null {
  const [schema] = schemas
  const key = schemas.length === 1 && typeof schema === 'object' ? schema : schemas
  const { plans } = generation.known
  let byName = plans.get(key)
  if (byName === undefined) {
    byName = new Map()
    plans.set(key, byName)
  }
  let plan = byName.get(place.name)
  if (plan === undefined) {
    plan = planClosed(schemas, place, generation)
    if (byName.size >= mostNames) byName.clear()
    byName.set(place.name, plan)
  }
  return plan
}

function planClosed(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
): Plan | null {
  // A stream of its own: values are the same whether or not they are the first for which plans are made.
  const aside = { ...place, random: place.random.fork('plan') }
  const constraints = closedConstraints(schemas, aside, generation)
  if (constraints === null) return null
  const fill = planValue(schemas, constraints, place.name, generation)
  const isSure = !asksEvaluated(constraints)
  if (constraints.names.length === 0 && isSure) return fill
  return (at, attempt) => {
    if (!isSure) attempt.isPlanned = false
    return fill(enter(constraints, at, attempt), attempt)
  }
}

/** What counts as evaluated depends on which of the schemas asks, and constraints are those of all: a check tells. */
function asksEvaluated({ openMembers, otherMembers, openItems, otherItems }: Constraints): boolean {
  return !openMembers || !openItems || otherMembers.length > 0 || otherItems.length > 0
}

/**
 * Gathers what applies at a place, chooses a type, and makes a value of it; when that fails with one combination
 * of choices, with the next.
 */
function makeByTrying(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
  firstFailure?: Unsatisfiable,
): unknown {
  generation.isPlanned = false
  let failure = firstFailure
  let acceptable: { value: unknown } | undefined
  let excluded: { value: unknown; constraints: Constraints } | undefined
  // Where the first choice cannot be made, the number of ways is not known yet.
  let ways = failure === undefined ? 1 : 8
  for (let way = failure === undefined ? 0 : 1; way < Math.min(ways, mostWays); way++) {
    try {
      const course = findCourse(schemas, place, generation, way)
      const { constraints } = course
      ways = Math.max(course.combinations, constraints.exclusions.length > 0 ? 4 : 1)
      const random = way === 0 ? place.random : place.random.fork(`way ${way}`)
      const fill = planOfCourse(schemas, course, place.name, generation)
      const value = fill(enter(constraints, { ...place, random }, generation), generation)
      const verdict = test(value, constraints, generation)
      if (verdict === 'good') return value
      if (verdict === 'acceptable') acceptable ??= { value }
      excluded ??= { value, constraints }
      failure ??= new Unsatisfiable('what was made satisfies a schema that is excluded')
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
      failure ??= error
      ways = Math.max(ways, 8)
    }
    if (way > 0 && !generation.mayRetry()) break
  }
  if (acceptable) return acceptable.value
  const apart = excluded && setApart(excluded.value, excluded.constraints, schemas, generation)
  if (apart) return apart.value
  if (generation.lenient) return null
  throw failure ?? new Unsatisfiable('nothing fits')
}

function planOfCourse(
  schemas: readonly JsonSchema[],
  { constraints, plans }: Course,
  name: string,
  generation: Generation,
): Plan {
  const known = plans.get(name)
  if (known !== undefined) return known
  const plan = planValue(schemas, constraints, name, generation)
  if (plans.size >= mostNames) plans.clear()
  plans.set(name, plan)
  return plan
}

function test(value: unknown, { exclusions }: Constraints, generation: Generation) {
  let verdict: 'good' | 'acceptable' | 'bad' = 'good'
  for (const { schema, soft } of exclusions) {
    if (!soft && !generation.careful) continue
    if (!generation.store.isValid(schema, generation.direction, value)) continue
    if (!soft) return 'bad'
    verdict = 'acceptable'
  }
  return verdict
}
