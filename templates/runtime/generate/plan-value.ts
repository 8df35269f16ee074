import type { JsonSchema } from '../schemas/json-schema.ts'
import type { JsonType } from '../schemas/keywords.ts'
import { accepts } from './accept-value.ts'
import type { Constraints } from './constraints.ts'
import { planArray } from './generate-array.ts'
import { planNumber } from './generate-number.ts'
import { planObject } from './generate-object.ts'
import { planString } from './generate-string.ts'
import type { Generation, Plan } from './generation.ts'
import { Unsatisfiable } from './unsatisfiable.ts'
import { usableExample } from './usable-example.ts'

/** Plans the values of a place of a name: what the schemas give themselves, else a value of the most telling type. */
export function planValue(
  schemas: readonly JsonSchema[],
  constraints: Constraints,
  name: string,
  generation: Generation,
): Plan {
  const make = planTypes(constraints, name, generation)
  const { values, examples, defaults } = constraints
  if (values === null && examples.length === 0 && defaults.length === 0) return make
  return (place, attempt) => {
    const ready = usableExample(schemas, constraints, place, attempt)
    return ready === null ? make(place, attempt) : ready.value
  }
}

/** Plans a value of the first type of which one can be made. */
function planTypes(constraints: Constraints, name: string, generation: Generation): Plan {
  const plans = new Map<JsonType, Plan>()
  const planOf = (type: JsonType) => {
    const plan = plans.get(type) ?? planType(type, constraints, name, generation)
    plans.set(type, plan)
    return plan
  }
  const types = candidateTypes(constraints, name, false, generation)
  const [only] = types
  if (types.length === 1 && only !== undefined && constraints.excludedValues.length === 0) {
    return planOf(only)
  }
  const wholeTypes = candidateTypes(constraints, name, true, generation)
  return (place, attempt) => {
    let failure: Unsatisfiable | undefined
    for (const type of place.extent === 'all' ? wholeTypes : types) {
      try {
        const value = planOf(type)(place, attempt)
        if (constraints.excludedValues.length === 0 || accepts(constraints, value, attempt))
          return value
        failure ??= new Unsatisfiable('every value that was tried is excluded')
      } catch (error) {
        if (!(error instanceof Unsatisfiable)) throw error
        failure ??= error
      }
    }
    throw failure ?? new Unsatisfiable('no type is left')
  }
}

function planType(
  type: JsonType,
  constraints: Constraints,
  name: string,
  generation: Generation,
): Plan {
  switch (type) {
    case 'null':
      return () => null
    case 'boolean':
      return planBoolean(constraints, name, generation)
    case 'integer':
    case 'number':
      return planNumber(constraints, name, generation)
    case 'string':
      return planString(constraints, name, generation)
    case 'array':
      return planArray(constraints, name, generation)
    case 'object':
      return planObject(constraints, name, generation)
  }
}

/** Words of what is the exception: usually false. */
const negative =
  /^(deleted|archived|disabled|error|errors|failed|blocked|locked|expired|more|next|previous|prev|private|hidden|truncated|bot|restricted|forgotten|stranger|external|muted|banned|suspended|test|deprecated|draft|spam|sensitive|fork|cancelled|canceled|refunded|overdue|frozen|moved|tombstoned|legacy|closed|exempt|debug|paused|void|voided|disputed|duplicate|incomplete|unread|bounced|unsubscribed|anonymous|guest|mandatory|trashed|revoked|rejected|internal|admin|owner|ephemeral|late|missing|removed|reversed|skipped|stale|stopped|unavailable|critical|limited|partial|pending|ultra|forfeit|draw|rescheduled|recurring|ended|over|finished|empty|nsfw|adult|explicit)$/

function planBoolean(constraints: Constraints, name: string, { names }: Generation): Plan<boolean> {
  const likely = !names.words(name).some((word) => negative.test(word))
  return (place, generation) => {
    // Neighbours in a list differ; a fresh value is now and then the unlikely one.
    const other = generation.fresh ? place.random.integer(0, 3) === 0 : false
    const value = (place.variant % 2 === 0) !== other ? likely : !likely
    return accepts(constraints, value, generation) ? value : !value
  }
}

/** The types to try, most telling first; `null` last. `isWhole` where nothing limits the extent of the value. */
function candidateTypes(
  constraints: Constraints,
  name: string,
  isWhole: boolean,
  { names }: Generation,
): JsonType[] {
  const types = [...(constraints.types ?? [])]
  if (types.length === 1) return types
  const likely = likelyType(constraints, isWhole && name === '')
  if (types.length === 0) return likely === 'string' ? ['string'] : [likely, 'string']
  if (types.includes('null') && names.isUnset(name)) {
    return ['null', ...types.filter((type) => type !== 'null')]
  }
  const rank = (type: JsonType) => (type === 'null' ? 2 : type === likely ? 0 : 1)
  return types.sort((a, b) => rank(a) - rank(b))
}

function likelyType(constraints: Constraints, isWholeBody: boolean): JsonType {
  const { members, required, minProperties, items, contains, minItems } = constraints
  if (members.length > 0 || required.size > 0 || minProperties > 0) return 'object'
  if (items.length > 0 || contains.length > 0 || minItems > 0) return 'array'
  if (constraints.patterns.length > 0 || constraints.minLength > 0) return 'string'
  if (constraints.lower || constraints.upper || constraints.multiples.length > 0) return 'number'
  return isWholeBody && constraints.types?.has('object') ? 'object' : 'string'
}
