import { canonical } from '../schemas/canonical-text.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Keywords } from '../schemas/keywords.ts'
import type { Constraints } from './constraints.ts'
import type { Generation } from './generation.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Words about a schema that allow or forbid nothing. */
const silent: ReadonlySet<string> = new Set([
  'title',
  'description',
  'examples',
  'default',
  'readOnly',
  'writeOnly',
  'format',
])

const everyType = ['object', 'string', 'number', 'array', 'boolean', 'null'] as const

/**
 * Adds to the constraints that a value must not satisfy a schema: directly where the schema is simple
 * (types, values, required members), else as a test of the finished value.
 */
export function exclude(
  schema: JsonSchema,
  from: Constraints,
  generation: Generation,
  { soft }: { soft: boolean },
): void {
  const resolved = generation.index.resolve(schema)
  if (resolved === false) return
  const keywords = generation.index.keywords(resolved)
  const said = saidBy(keywords)
  if (said.length === 0) {
    if (soft) return
    throw new Unsatisfiable('a schema that allows everything is excluded')
  }
  if (isApart(keywords, from, generation)) return
  if (said.every((keyword) => keyword === 'anyOf')) {
    for (const branch of keywords.anyOf ?? []) exclude(branch, from, generation, { soft })
    return
  }
  if (said.every((keyword) => keyword === 'required' || keyword === 'types') && keywords.required) {
    if (leaveOutOne(keywords.required, from)) return
  } else if (said.length === 1 && excludeSimple(keywords, from)) {
    return
  }
  from.exclusions.push({ schema, soft })
}

function saidBy(keywords: Keywords): string[] {
  return Object.entries(keywords)
    .filter(([keyword, value]) => value !== undefined && !silent.has(keyword))
    .map(([keyword]) => keyword)
}

function leaveOutOne(required: readonly string[], from: Constraints): boolean {
  if (required.some((name) => from.avoid.has(name))) return true
  const name = required.findLast((name) => !from.required.has(name))
  if (name === undefined) return false
  from.avoid.add(name)
  return true
}

function excludeSimple({ types, enum: values, const: constant }: Keywords, from: Constraints) {
  if (constant) from.excludedValues.push(constant.value)
  if (values) from.excludedValues.push(...values)
  if (types) {
    const left = [...(from.types ?? everyType)].filter((type) => !types.includes(type))
    if (left.length === 0) throw new Unsatisfiable(`the type ${types.join(' or ')} is excluded`)
    from.types = new Set(left)
  }
  return constant !== undefined || values !== undefined || types !== undefined
}

/** Whether no value can satisfy both: the types differ, or a member that both fix has different values. */
function isApart(keywords: Keywords, from: Constraints, generation: Generation): boolean {
  const { types } = keywords
  if (types && from.types) {
    const known = [...from.types]
    const isNumeric = known.includes('number') || types.includes('number')
    const meet = known.some(
      (type) =>
        types.includes(type) ||
        (isNumeric && type === 'integer') ||
        (type === 'number' && types.includes('integer')),
    )
    if (!meet) return true
  }
  for (const name of keywords.required ?? []) {
    if (from.avoid.has(name)) return true
    const theirs = fixedValues(keywords.properties?.get(name), generation)
    if (!theirs || !from.required.has(name)) continue
    const ours = from.members.flatMap(({ properties }) => {
      const values = fixedValues(properties.get(name), generation)
      return values ? [values] : []
    })
    if (ours.some((values) => !values.some((value) => theirs.includes(value)))) return true
  }
  return false
}

function fixedValues(schema: JsonSchema | undefined, { index }: Generation): string[] | null {
  if (schema === undefined) return null
  const { const: constant, enum: values } = index.keywords(index.resolve(schema))
  if (constant) return [canonical(constant.value)]
  return values ? values.map(canonical) : null
}
