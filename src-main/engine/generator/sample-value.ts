import type { JsonSchema, SchemaObject } from '#runtime/schemas/json-schema.ts'

/** Deeper than this, only lists and objects that must be there are followed. */
const deepest = 8

const byFormat: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com',
  url: 'https://example.com',
  uuid: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
}

/**
 * Makes the function that thinks of a value for a command in the README: the spec's own examples where it has
 * some, else the simplest of its type. Rare keywords are not looked at; the mock says what is wrong then.
 */
export function createSampler(
  schemas: Readonly<Record<string, JsonSchema>>,
): (schema: JsonSchema) => unknown {
  return (schema) => sample(schema, 0)

  function sample(given: JsonSchema, depth: number): unknown {
    const schema = resolve(given)
    const fixed = [
      schema['const'],
      schema['example'],
      first(schema['examples']),
      schema['default'],
      first(schema['enum']),
    ].find((value) => value !== undefined)
    if (fixed !== undefined) {
      return fixed
    }
    const branch = first(schema['oneOf']) ?? first(schema['anyOf'])
    if (isSchema(branch) && schema.type === undefined && schema['properties'] === undefined) {
      return depth > deepest ? null : sample(branch, depth + 1)
    }
    switch (typeOf(schema)) {
      case 'object':
        return objectOf(schema, depth)
      case 'array':
        return depth < deepest && isSchema(schema['items'])
          ? [sample(schema['items'], depth + 1)]
          : []
      case 'integer':
      case 'number':
        return numberFor(schema)
      case 'boolean':
        return true
      case 'null':
        return null
      default:
        return textFor(schema)
    }
  }

  function objectOf(schema: SchemaObject, depth: number): Record<string, unknown> {
    const members: [string, unknown][] = []
    for (const part of [schema, ...list(schema['allOf']).filter(isSchema).map(resolve)]) {
      const properties = Object(part['properties'])
      for (const name of list(part['required'])) {
        const property: unknown = properties[String(name)]
        if (depth < deepest && (isSchema(property) || property === undefined)) {
          members.push([String(name), sample(property ?? {}, depth + 1)])
        }
      }
    }
    return Object.fromEntries(members)
  }

  function resolve(schema: JsonSchema): SchemaObject {
    let current: JsonSchema | undefined = schema
    for (let steps = 0; steps < 20; steps += 1) {
      if (typeof current !== 'object') {
        return {}
      }
      const reference: string | undefined = current.$ref
      if (reference === undefined) {
        return current
      }
      const name: string = schemaName(reference)
      current = Object.hasOwn(schemas, name) ? schemas[name] : {}
    }
    return {}
  }
}

/** The name behind `#/schemas/`, which may be written with the escapes of JSON pointers and URLs. */
function schemaName(reference: string): string {
  const name = reference.replace(/^#\/schemas\//, '')
  try {
    return decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    // A percent sign that begins no escape is part of the name.
    return name.replaceAll('~1', '/').replaceAll('~0', '~')
  }
}

function typeOf(schema: SchemaObject): string {
  const { type } = schema
  const only = Array.isArray(type) ? type.find((each) => each !== 'null') : type
  if (only !== undefined) {
    return only
  }
  if (schema['properties'] !== undefined || schema['allOf'] !== undefined) {
    return 'object'
  }
  return schema['items'] === undefined ? 'string' : 'array'
}

function numberFor(schema: SchemaObject): number {
  const lowest = Number(schema['minimum'] ?? 1)
  const highest = Number(schema['maximum'] ?? Number.POSITIVE_INFINITY)
  return Math.min(Math.max(1, Math.ceil(lowest)), highest)
}

function textFor(schema: SchemaObject): string {
  const format = String(schema['format'])
  // A format may be called `constructor`, which every object has.
  const text = (Object.hasOwn(byFormat, format) ? byFormat[format] : undefined) ?? 'text'
  const shortest = Number(schema['minLength'] ?? 0)
  return text.padEnd(Math.min(shortest, 100), 'x').slice(0, Number(schema['maxLength'] ?? 100))
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null)
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function first(value: unknown): unknown {
  return list(value)[0]
}
