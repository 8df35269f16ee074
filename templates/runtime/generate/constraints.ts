import { canonical } from '../schemas/canonical-text.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { JsonType, Keywords } from '../schemas/keywords.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** One end of a range of numbers. */
export interface Limit {
  value: number
  exclusive: boolean
}

/** How one schema object constrains the members of an object; `additional` concerns only names it does not know. */
export interface MemberRules {
  properties: ReadonlyMap<string, JsonSchema>
  patterns: ReadonlyMap<string, JsonSchema>
  additional: JsonSchema | undefined
}

/** How one schema object constrains the items of an array. */
export interface ItemRules {
  prefix: readonly JsonSchema[]
  rest: JsonSchema | undefined
}

export interface ContainsRule {
  schema: JsonSchema
  min: number
  max: number
}

/** Something a finished value is to be tested for: that it does not satisfy a schema. */
export interface Exclusion {
  schema: JsonSchema
  /** A value that fails the test is still better than none. */
  soft: boolean
}

/** All that is asked of one place of a value, from every schema that applies there. */
export interface Constraints {
  types: ReadonlySet<JsonType> | null
  /** What `enum` and `const` leave. */
  values: readonly unknown[] | null
  lower: Limit | null
  upper: Limit | null
  multiples: number[]
  minLength: number
  maxLength: number
  patterns: string[]
  formats: string[]
  base64: boolean
  minItems: number
  maxItems: number
  uniqueItems: boolean
  items: ItemRules[]
  contains: ContainsRule[]
  required: Set<string>
  minProperties: number
  maxProperties: number
  members: MemberRules[]
  propertyNames: JsonSchema[]
  dependentRequired: [name: string, names: readonly string[]][]
  dependentSchemas: [name: string, schema: JsonSchema][]
  /** False where only names that some schema declares may appear. */
  openMembers: boolean
  openItems: boolean
  /** What `unevaluatedProperties` and `unevaluatedItems` ask of parts that no other rule knows. */
  otherMembers: JsonSchema[]
  otherItems: JsonSchema[]
  /** Members to leave out. */
  avoid: Set<string>
  /** Values that must not be used. */
  excludedValues: unknown[]
  exclusions: Exclusion[]
  /** Members whose value names the kind of the object, with the possible names, best first. */
  tags: Map<string, string[]>
  examples: unknown[]
  defaults: unknown[]
  /** Whether a text stands for a thing that could stand here itself. */
  isReference: boolean
  /** Branches of alternatives that were chosen. */
  chosen: JsonSchema[]
  /** Names of the schemas that apply here. */
  names: string[]
  title: string
  description: string
}

/** Constraints that allow everything. */
export function noConstraints(): Constraints {
  return {
    types: null,
    values: null,
    lower: null,
    upper: null,
    multiples: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    formats: [],
    base64: false,
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    uniqueItems: false,
    items: [],
    contains: [],
    required: new Set(),
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    members: [],
    propertyNames: [],
    dependentRequired: [],
    dependentSchemas: [],
    openMembers: true,
    openItems: true,
    otherMembers: [],
    otherItems: [],
    avoid: new Set(),
    excludedValues: [],
    exclusions: [],
    tags: new Map(),
    examples: [],
    defaults: [],
    isReference: false,
    chosen: [],
    names: [],
    title: '',
    description: '',
  }
}

const nothing: ReadonlyMap<string, JsonSchema> = new Map()

/** Adds what the keywords of one schema say themselves, without the schemas they apply. */
export function constrain(to: Constraints, keywords: Keywords): void {
  if (keywords.types) to.types = commonTypes(to.types, keywords.types)
  if (keywords.const) to.values = commonValues(to.values, [keywords.const.value])
  if (keywords.enum) to.values = commonValues(to.values, keywords.enum)
  constrainNumber(to, keywords)
  to.minLength = Math.max(to.minLength, keywords.minLength ?? 0)
  to.maxLength = Math.min(to.maxLength, keywords.maxLength ?? Number.POSITIVE_INFINITY)
  if (keywords.pattern !== undefined) to.patterns.push(keywords.pattern)
  if (keywords.format !== undefined) to.formats.push(keywords.format)
  if (keywords.contentEncoding === 'base64') to.base64 = true
  constrainArray(to, keywords)
  constrainObject(to, keywords)
  if (keywords.default) to.defaults.push(keywords.default.value)
  to.title ||= keywords.title ?? ''
  to.description ||= keywords.description ?? ''
}

function constrainNumber(to: Constraints, keywords: Keywords) {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = keywords
  if (minimum !== undefined) to.lower = higher(to.lower, { value: minimum, exclusive: false })
  if (exclusiveMinimum !== undefined) {
    to.lower = higher(to.lower, { value: exclusiveMinimum, exclusive: true })
  }
  if (maximum !== undefined) to.upper = lower(to.upper, { value: maximum, exclusive: false })
  if (exclusiveMaximum !== undefined) {
    to.upper = lower(to.upper, { value: exclusiveMaximum, exclusive: true })
  }
  if (multipleOf !== undefined && !to.multiples.includes(multipleOf)) to.multiples.push(multipleOf)
}

function constrainArray(to: Constraints, keywords: Keywords) {
  to.minItems = Math.max(to.minItems, keywords.minItems ?? 0)
  to.maxItems = Math.min(to.maxItems, keywords.maxItems ?? Number.POSITIVE_INFINITY)
  to.uniqueItems ||= keywords.uniqueItems === true
  if (keywords.items !== undefined || keywords.prefixItems) {
    to.items.push({ prefix: keywords.prefixItems ?? [], rest: keywords.items })
  }
  if (keywords.contains !== undefined) {
    const max = keywords.maxContains ?? Number.POSITIVE_INFINITY
    to.contains.push({ schema: keywords.contains, min: keywords.minContains ?? 1, max })
  }
  if (keywords.unevaluatedItems === false) to.openItems = false
  else if (keywords.unevaluatedItems !== undefined) to.otherItems.push(keywords.unevaluatedItems)
}

function constrainObject(to: Constraints, keywords: Keywords) {
  for (const name of keywords.required ?? []) to.required.add(name)
  to.minProperties = Math.max(to.minProperties, keywords.minProperties ?? 0)
  to.maxProperties = Math.min(to.maxProperties, keywords.maxProperties ?? Number.POSITIVE_INFINITY)
  const { properties, patternProperties, additionalProperties } = keywords
  if (properties || patternProperties || additionalProperties !== undefined) {
    to.members.push({
      properties: properties ?? nothing,
      patterns: patternProperties ?? nothing,
      additional: additionalProperties,
    })
  }
  if (keywords.propertyNames !== undefined) to.propertyNames.push(keywords.propertyNames)
  to.dependentRequired.push(...(keywords.dependentRequired ?? []))
  to.dependentSchemas.push(...(keywords.dependentSchemas ?? []))
  const { unevaluatedProperties: others } = keywords
  if (others === false) to.openMembers = false
  else if (others !== undefined) to.otherMembers.push(others)
}

/** The types that two lists allow in common; an integer is also a number. */
function commonTypes(
  known: ReadonlySet<JsonType> | null,
  types: readonly JsonType[],
): ReadonlySet<JsonType> {
  const given = new Set(types)
  if (!known) return given
  const common = new Set<JsonType>()
  for (const type of known) {
    if (given.has(type) || (type === 'integer' && given.has('number'))) common.add(type)
    if (type === 'number' && given.has('integer')) common.add('integer')
  }
  if (common.size === 0) {
    throw new Unsatisfiable(`no type is both ${[...known].join(' or ')} and ${types.join(' or ')}`)
  }
  return common
}

function commonValues(known: readonly unknown[] | null, values: readonly unknown[]) {
  if (!known) return values
  const texts = new Set(values.map((value) => canonical(value)))
  const common = known.filter((value) => texts.has(canonical(value)))
  if (common.length === 0)
    throw new Unsatisfiable('two lists of allowed values have none in common')
  return common
}

function higher(a: Limit | null, b: Limit): Limit {
  if (!a || b.value > a.value) return b
  return a.value === b.value && b.exclusive ? b : a
}

function lower(a: Limit | null, b: Limit): Limit {
  if (!a || b.value < a.value) return b
  return a.value === b.value && b.exclusive ? b : a
}

/** Whether a list holds a value that is equal to the given one. */
export function isAmong(values: readonly unknown[], value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return values.includes(value)
  const text = canonical(value)
  return values.some((other) => typeof other === 'object' && canonical(other) === text)
}
