import { branchTags } from './discriminator-tags.ts'
import { uniqueKeyword, valuesKeyword } from './equality-keywords.ts'
import type { HiddenMembers } from './hidden-members.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Keywords } from './keywords.ts'
import type { SchemaIndex } from './schema-index.ts'

/** What a translation needs to know of the world. */
export interface Translation {
  index: SchemaIndex
  hiddenMembers: HiddenMembers
  isPattern(source: string): boolean
  /** Leaves `unevaluatedProperties` and `unevaluatedItems` out. */
  ignoreEvaluation: boolean
  /** Number under which a schema can be referred to; it is compiled when first reached. */
  unitOf(schema: JsonSchema, hidden: ReadonlySet<string>): number
}

/** Keyword that refers to a unit by its number. */
export const unitKeyword = 'mockUnit'
/** Keyword that picks a branch by its tag. */
export const tagKeyword = 'mockTag'

/** Value of the keyword that picks a branch by its tag. */
export interface TagChoice {
  propertyName: string
  /** Tags and the units of their branches. */
  branches: [tag: string, unit: number][]
  /** Unit of the plain `oneOf` or `anyOf`, for values without a known tag. */
  otherwise: number
}

export type AjvSchema = boolean | Record<string, unknown>

interface Place {
  /** Members that need not be there, known from the schemas around this one. */
  hidden: ReadonlySet<string>
  depth: number
  /** True where a schema around asks what was evaluated: Ajv sees that only in schemas written in place. */
  inPlace: boolean
  /** True where the items of a list count among it. */
  asksItems: boolean
  /** References being written in place. */
  open: readonly JsonSchema[]
}

/** References written in place in one unit; where it takes more, `unevaluated…` is ignored. */
const mostInPlace = 60

/** Longer lists of values are written only once. */
const fewValues = 10

/** Inline schemas below this depth become units of their own: deep schemas compile piece by piece. */
const deepestInline = 8

const copied = [
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'format',
] as const satisfies (keyof Keywords)[]

const inner = [
  'items',
  'propertyNames',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const satisfies (keyof Keywords)[]

const nobody: ReadonlySet<string> = new Set()

/**
 * Rewrites a schema for Ajv: references become units, members hidden in the direction are not required,
 * broken patterns and keywords of the wrong type are left out.
 */
export function translateSchema(
  schema: JsonSchema,
  hidden: ReadonlySet<string>,
  how: Translation,
): AjvSchema {
  const top = { hidden, depth: 0, inPlace: false, asksItems: false, open: [] }
  let placed = 0
  let { ignoreEvaluation } = how

  /** A schema for the same value. */
  function same(part: JsonSchema, place: Place): AjvSchema {
    return write(part, { ...place, depth: place.depth + 1 })
  }

  /** A schema for a part of the value. */
  function part(of: JsonSchema, place: Place): AjvSchema {
    // What is written in place is written anew at each place: its parts are not.
    const depth = place.inPlace ? deepestInline : place.depth
    return write(of, { ...top, hidden: nobody, depth: depth + 1 })
  }

  function refer(target: JsonSchema, place: Place): AjvSchema {
    if (typeof target === 'boolean') return target
    if (isPlain(how.index.keywords(target))) return write(target, place)
    if (place.inPlace && !place.open.includes(target)) {
      placed += 1
      if (placed <= mostInPlace) return write(target, { ...place, open: [...place.open, target] })
    }
    return { [unitKeyword]: how.unitOf(target, place.hidden) }
  }

  function write(schema: JsonSchema, place: Place): AjvSchema {
    if (typeof schema === 'boolean') return schema
    const keywords = how.index.keywords(schema)
    const isDeep = place.depth > deepestInline && !place.inPlace
    if (isDeep && !isPlain(keywords)) return refer(schema, place)
    const hidden = union(place.hidden, how.hiddenMembers.declaredBy(schema))
    const asksEvaluated =
      !ignoreEvaluation &&
      (keywords.unevaluatedProperties !== undefined || keywords.unevaluatedItems !== undefined)
    const here: Place = {
      ...place,
      hidden,
      inPlace: place.inPlace || asksEvaluated,
      asksItems: place.asksItems || (asksEvaluated && keywords.unevaluatedItems !== undefined),
    }
    const written: Record<string, unknown> = {}
    const all: AjvSchema[] = []

    if (keywords.types) written['type'] = [...keywords.types]
    writeValues(keywords, written, all)
    if (keywords.uniqueItems) written[uniqueKeyword] = true
    for (const keyword of copied) {
      if (keywords[keyword] !== undefined) written[keyword] = keywords[keyword]
    }
    if (keywords.pattern !== undefined && how.isPattern(keywords.pattern)) {
      written['pattern'] = keywords.pattern
    }
    for (const keyword of inner) {
      const schema =
        ignoreEvaluation && keyword.startsWith('unevaluated') ? undefined : keywords[keyword]
      if (schema !== undefined) written[keyword] = part(schema, here)
    }
    if (keywords.prefixItems)
      written['prefixItems'] = keywords.prefixItems.map((s) => part(s, here))
    // After `prefixItems` in one schema, Ajv takes an empty list for one that contains what it must.
    if (keywords.prefixItems && keywords.contains !== undefined) all.push(contains(keywords, here))
    else if (keywords.contains !== undefined) Object.assign(written, contains(keywords, here))
    writeMembers(keywords, written, here)
    const { ref } = keywords
    if (ref !== undefined) all.push(refer(how.index.target(ref) ?? true, here))
    for (const schema of keywords.allOf ?? []) all.push(same(schema, here))
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches = keywords[keyword]
      if (branches) all.push(alternatives(keyword, branches, keywords, here))
    }
    if (keywords.not !== undefined) written['not'] = same(keywords.not, here)
    // What alternatives evaluate of a list, Ajv forgets: there the condition stays as it is.
    if (keywords.if !== undefined && here.inPlace && !here.asksItems) {
      all.push(condition(keywords.if, keywords, here))
    } else if (keywords.if !== undefined) {
      written['if'] = same(keywords.if, here)
      written['then'] = same(keywords.then ?? true, here)
      written['else'] = same(keywords.else ?? true, here)
    }
    if (keywords.dependentSchemas) {
      written['dependentSchemas'] = fromMap(keywords.dependentSchemas, (s) => same(s, here))
    }
    if (all.length > 0) written['allOf'] = all
    return written
  }

  function writeValues(keywords: Keywords, written: Record<string, unknown>, all: AjvSchema[]) {
    for (const keyword of ['enum', 'const'] as const) {
      const values = keyword === 'enum' ? keywords.enum : keywords.const && [keywords.const.value]
      if (!values) continue
      if (values.some(isComposite)) all.push({ [valuesKeyword]: { keyword, values } })
      else written[keyword] = keyword === 'enum' ? values : values[0]
    }
  }

  function alternatives(
    keyword: 'anyOf' | 'oneOf',
    branches: readonly JsonSchema[],
    { discriminator }: Keywords,
    place: Place,
  ): AjvSchema {
    const tags =
      discriminator && !place.inPlace ? branchTags(how.index, discriminator, branches) : undefined
    if (!discriminator || !tags || tags.size === 0) {
      return { [keyword]: branches.map((schema) => same(schema, place)) }
    }
    const choice: TagChoice = {
      propertyName: discriminator.propertyName,
      branches: [...tags].map(([tag, at]) => [tag, how.unitOf(branches[at] ?? true, place.hidden)]),
      otherwise: how.unitOf({ [keyword]: branches }, place.hidden),
    }
    return { [tagKeyword]: choice }
  }

  /** Ajv counts as evaluated what `if` describes where it does not hold, and not what it describes on its own. */
  function condition(test: JsonSchema, keywords: Keywords, place: Place): AjvSchema {
    const holds = [same(test, place), same(keywords.then ?? true, place)]
    const fails = [{ not: same(test, place) }, same(keywords.else ?? true, place)]
    return { anyOf: [{ allOf: holds }, { allOf: fails }] }
  }

  function contains(keywords: Keywords, place: Place): AjvSchema {
    const contained = part(keywords.contains ?? true, place)
    return {
      // Ajv forgets to count items as evaluated that a schema without any keyword contains.
      contains: isEmpty(contained) ? { not: false } : contained,
      ...(keywords.minContains !== undefined && { minContains: keywords.minContains }),
      ...(keywords.maxContains !== undefined && { maxContains: keywords.maxContains }),
    }
  }

  function writeMembers(keywords: Keywords, written: Record<string, unknown>, place: Place) {
    const { required, properties, patternProperties, dependentRequired } = keywords
    const demanded = required?.filter((name) => !place.hidden.has(name)) ?? []
    if (demanded.length > 0) written['required'] = demanded
    if (properties) {
      written['properties'] = fromMap(properties, (s) => part(s, place), notProto)
    }
    const proto = properties?.get('__proto__')
    const patterns = new Map([...(patternProperties ?? [])].filter(([p]) => how.isPattern(p)))
    // Ajv overlooks a property of this name; as a pattern it sees it.
    if (proto !== undefined) patterns.set('^__proto__$', proto)
    if (patterns.size > 0) written['patternProperties'] = fromMap(patterns, (s) => part(s, place))
    if (dependentRequired) {
      written['dependentRequired'] = fromMap(dependentRequired, (names) =>
        names.filter((name) => !place.hidden.has(name)),
      )
    }
  }

  const written = write(schema, top)
  if (placed <= mostInPlace) return written
  // Refusing what may be allowed would be worse than allowing what may not.
  ignoreEvaluation = true
  return write(schema, top)
}

/** Few words about a scalar: writing them again costs less than a unit. */
function isPlain({ types, ref, allOf, anyOf, oneOf, not, ...keywords }: Keywords): boolean {
  if (!types || types.includes('object') || types.includes('array')) return false
  const applied = ref ?? allOf ?? anyOf ?? oneOf ?? not ?? keywords.if
  return applied === undefined && (keywords.enum?.length ?? 0) < fewValues
}

const isEmpty = (schema: AjvSchema) =>
  typeof schema === 'boolean' ? schema : Object.keys(schema).length === 0

const isComposite = (value: unknown) => typeof value === 'object' && value !== null

const notProto = (name: string) => name !== '__proto__'

function fromMap<Value, Result>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value) => Result,
  keep: (name: string) => boolean = () => true,
): Record<string, Result> {
  return Object.fromEntries(
    [...map].filter(([name]) => keep(name)).map(([name, value]) => [name, change(value)]),
  )
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (b.size === 0) return a
  return a.size === 0 ? b : new Set([...a, ...b])
}
