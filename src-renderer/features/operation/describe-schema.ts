import { isObject, type Schema } from '../json/json-value.ts'
import { resolveReference } from '../json/validate-json.ts'

/** A part of a schema that can be looked into. */
export interface SchemaPart {
  /** Property name, or what the part is: "items", "one of 2". */
  name: string
  /** A property of an object, in contrast to items, alternatives and the like. */
  isProperty: boolean
  required: boolean
  schema: unknown
}

/** What a reader wants to know of a schema, one level deep. */
export interface SchemaDescription {
  /** "string", "array of Pet", "Pet", "integer or null", "anything". */
  type: string
  /** Format and limits in words, such as "1 to 80 characters". */
  constraints: string[]
  description: string
  deprecated: boolean
  parts: SchemaPart[]
}

const LONGEST_CHAIN = 20

/** Follows `$ref`s; what stands beside a `$ref` goes before what it names. */
function resolved(schema: unknown, root: unknown): { schema: Schema | boolean; name: string } {
  let current = schema
  let name = ''
  let beside: Schema = {}
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    if (!isObject(current) || typeof current['$ref'] !== 'string') break
    const { $ref: reference, ...rest } = current
    beside = { ...rest, ...beside }
    name ||= nameOfReference(String(reference))
    current = resolveReference(root, String(reference))
  }
  if (typeof current === 'boolean') return { schema: current, name }
  return { schema: { ...(isObject(current) ? current : {}), ...beside }, name }
}

function nameOfReference(reference: string): string {
  const last = reference.split('/').at(-1) ?? ''
  return last === '#' ? '' : last.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** Describes a schema of a document; `root` is the document that its references point into. */
export function describeSchema(given: unknown, root: unknown): SchemaDescription {
  const { schema, name } = resolved(given, root)
  if (typeof schema === 'boolean') {
    const type = schema ? 'anything' : 'nothing'
    return { type, constraints: [], description: '', deprecated: false, parts: [] }
  }
  return {
    type: name || typeName(schema, root),
    constraints: [...(name ? [baseType(schema)].filter(Boolean) : []), ...constraintsOf(schema)],
    description: textOf(schema['description']),
    deprecated: schema['deprecated'] === true,
    parts: partsOf(schema),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function baseType({ type }: Schema): string {
  if (typeof type === 'string') return type
  return Array.isArray(type) ? type.join(' or ') : ''
}

function typeName(schema: Schema, root: unknown): string {
  const { items } = schema
  const title = textOf(schema['title'])
  if (schema['type'] === 'array' && items !== undefined) {
    const item = resolved(items, root)
    const itemName = item.name || (typeof item.schema === 'object' ? baseType(item.schema) : '')
    return itemName ? `array of ${itemName}` : 'array'
  }
  const base = baseType(schema)
  if (base) return base
  if (title) return title
  if ('const' in schema) return 'constant'
  if (Array.isArray(schema['enum'])) return 'enum'
  if (Array.isArray(schema['oneOf'])) return alternativesName(schema['oneOf'], root) || 'one of'
  if (Array.isArray(schema['anyOf'])) return alternativesName(schema['anyOf'], root) || 'any of'
  if (Array.isArray(schema['allOf'])) return 'all of'
  return isObject(schema['properties']) ? 'object' : 'anything'
}

/** "Pet or null" when there are few and each has a name; else empty. */
function alternativesName(alternatives: readonly unknown[], root: unknown): string {
  const names = alternatives.slice(0, 4).map((alternative) => {
    const { schema, name } = resolved(alternative, root)
    return name || (typeof schema === 'object' ? baseType(schema) : '')
  })
  return names.length <= 3 && names.every((name) => name !== '') ? names.join(' or ') : ''
}

function range(least: unknown, most: unknown, unit: string): string[] {
  const units = (count: unknown) => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (typeof least === 'number' && typeof most === 'number') {
    return [least === most ? `exactly ${units(least)}` : `${least} to ${units(most)}`]
  }
  if (typeof least === 'number' && least > 0) return [`at least ${units(least)}`]
  return typeof most === 'number' ? [`at most ${units(most)}`] : []
}

function constraintsOf(schema: Schema): string[] {
  const { format, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  const { multipleOf, enum: choices } = schema
  const words: string[] = []
  if (typeof format === 'string') words.push(format)
  if ('const' in schema) words.push(`= ${JSON.stringify(schema['const'])}`)
  if (Array.isArray(choices))
    words.push(choices.map((choice) => JSON.stringify(choice)).join(' | '))
  if (typeof minimum === 'number') words.push(`≥ ${minimum}`)
  if (typeof exclusiveMinimum === 'number') words.push(`> ${exclusiveMinimum}`)
  if (typeof maximum === 'number') words.push(`≤ ${maximum}`)
  if (typeof exclusiveMaximum === 'number') words.push(`< ${exclusiveMaximum}`)
  if (typeof multipleOf === 'number') words.push(`multiple of ${multipleOf}`)
  words.push(...range(schema['minLength'], schema['maxLength'], 'character'))
  words.push(...range(schema['minItems'], schema['maxItems'], 'item'))
  words.push(...range(schema['minProperties'], schema['maxProperties'], 'member'))
  if (schema['uniqueItems'] === true) words.push('no repeats')
  if (typeof pattern === 'string') words.push(`matches ${pattern}`)
  if (schema['additionalProperties'] === false) words.push('no other members')
  if ('default' in schema) words.push(`default ${JSON.stringify(schema['default'])}`)
  if (schema['readOnly'] === true) words.push('read only')
  if (schema['writeOnly'] === true) words.push('write only')
  return words
}

function partsOf(schema: Schema): SchemaPart[] {
  const { properties, required, items, additionalProperties, patternProperties, not } = schema
  const needed = new Set(Array.isArray(required) ? required : [])
  const parts: SchemaPart[] = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, property]) => ({
      name,
      isProperty: true,
      required: needed.has(name),
      schema: property,
    }),
  )
  function add(name: string, part: unknown): void {
    parts.push({ name, isProperty: false, required: false, schema: part })
  }
  for (const [pattern, part] of Object.entries(
    isObject(patternProperties) ? patternProperties : {},
  )) {
    add(`names like ${pattern}`, part)
  }
  if (isObject(additionalProperties)) add('other members', additionalProperties)
  const prefix = schema['prefixItems']
  if (Array.isArray(prefix))
    for (const [index, part] of prefix.entries()) add(`item ${index + 1}`, part)
  if (isObject(items)) add('items', items)
  const combined = [
    ['allOf', 'and'],
    ['anyOf', 'any of'],
    ['oneOf', 'one of'],
  ] as const
  for (const [keyword, word] of combined) {
    const alternatives = schema[keyword]
    if (Array.isArray(alternatives)) for (const part of alternatives) add(word, part)
  }
  if (not !== undefined) add('not', not)
  return parts
}
