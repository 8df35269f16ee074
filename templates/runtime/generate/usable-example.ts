import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import { accepts } from './accept-value.ts'
import type { Constraints } from './constraints.ts'
import type { Generation, Place } from './generation.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Examples with more members than this are not copied into bodies. */
const mostParts = 1000

/** A value that the schema itself gives, by `const`, `enum`, examples or `default`, when it satisfies the rest; null for none. */
export function usableExample(
  schemas: readonly JsonSchema[],
  constraints: Constraints,
  place: Place,
  generation: Generation,
): { value: unknown } | null {
  const fits = (value: unknown) => satisfies(schemas, constraints, value, generation)
  if (generation.fresh || place.variant > 0) {
    return constraints.values ? pickValue(constraints.values, fits, place) : null
  }
  const shown = constraints.examples.filter(
    (value) =>
      isWanted(value, constraints, place, generation) &&
      (place.copy === 0 || mayRepeat(value, place, generation)),
  )
  const example = shown.find(fits)
  if (example !== undefined) return { value: example }
  if (constraints.values) return pickValue(constraints.values, fits, place)
  const fallback = constraints.defaults.find((value) => isPlain(value) && fits(value))
  return fallback === undefined ? null : { value: fallback }
}

/** Of the allowed values one that says something, neighbours in a list different ones. */
function pickValue(
  values: readonly unknown[],
  fits: (value: unknown) => boolean,
  { random, variant }: Place,
): { value: unknown } {
  const start = random.integer(0, values.length - 1) + variant
  let spare: { value: unknown } | null = null
  for (let tried = 0; tried < values.length; tried++) {
    const value = values[(start + tried) % values.length]
    const isTelling = value !== null && value !== ''
    if ((!isTelling && spare !== null) || !fits(value)) continue
    if (isTelling) return { value }
    spare = { value }
  }
  if (spare === null) {
    throw new Unsatisfiable('none of the allowed values fits the rest of the schema')
  }
  return spare
}

/** Whether an example can stand in every item of a list: texts and known numbers would make the items look alike. */
function mayRepeat(value: unknown, { name }: Place, { names }: Generation): boolean {
  if (typeof value === 'number') return names.number(name) === undefined
  return typeof value === 'boolean' || value === null
}

const isPlain = (value: unknown) => value !== null && value !== '' && typeof value !== 'object'

/** Whether an example is worth showing here: in lists that are to be empty, and near the end of a recursion, it is not. */
function isWanted(value: unknown, constraints: Constraints, place: Place, generation: Generation) {
  if (typeof value !== 'object' || value === null) return true
  if (generation.mode !== 'full' || place.extent !== 'all') return false
  if (countParts(value, mostParts) >= mostParts) return false
  if (Array.isArray(value)) return value.length > 0
  if (!isRecord(value) || Object.keys(value).length === 0) return false
  for (const { properties } of constraints.members) {
    for (const [name, schema] of properties) {
      if (Object.hasOwn(value, name) && generation.hiddenMembers.isHidden(schema)) return false
    }
  }
  for (const [name, tags] of constraints.tags) {
    if (!tags.some((tag) => tag === value[name])) return false
  }
  return true
}

function countParts(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const part of Object.values(value)) {
    count += countParts(part, most - count)
    if (count >= most) return count
  }
  return count
}

function satisfies(
  schemas: readonly JsonSchema[],
  constraints: Constraints,
  value: unknown,
  generation: Generation,
): boolean {
  if (!accepts(constraints, value, generation)) return false
  if (typeof value !== 'object' || value === null) return true
  return schemas.every((schema) => generation.store.isValid(schema, generation.direction, value))
}
