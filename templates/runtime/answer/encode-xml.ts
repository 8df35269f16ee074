import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { itemSchema, propertySchema } from './schema-parts.ts'
import { rootNameOf, type XmlHints, xmlHintsOf, xmlName, xmlText } from './xml-names.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

interface Element {
  name: string
  hints: XmlHints
  schema: JsonSchema | undefined
  value: unknown
  /** Prefixes declared around it. */
  scope: ReadonlyMap<string, string>
}

/** Writes a value as an XML document by the `xml` hints of its schema (OpenAPI's XML Object). Always well-formed. */
export function encodeXml(options: {
  value: unknown
  schema: JsonSchema | undefined
  store: SchemaStore
}): string {
  const { value, schema, store } = options
  const root: Element = {
    name: rootNameOf(schema, store),
    hints: xmlHintsOf(schema, store),
    schema,
    value,
    scope: new Map(),
  }
  return `${declaration}${element(root, store)}\n`
}

/** An image that shows the text. */
export function encodeSvg(value: unknown): string {
  const text = xmlText(typeof value === 'string' ? value.slice(0, 40) : 'mock')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40"><rect width="120" height="40" fill="#e9ecef"/><text x="8" y="24" font-size="12">${text}</text></svg>\n`
}

function element(node: Element, store: SchemaStore): string {
  const declared = new Map<string, string>()
  const scope = new Map(node.scope)
  const attributes = new Map<string, string>()

  function qualified(name: string, hints: XmlHints): string {
    const local = xmlName(name)
    if (hints.prefix === undefined) {
      return local
    }
    const prefix = xmlName(hints.prefix)
    if (
      hints.namespace !== undefined &&
      scope.get(prefix) !== hints.namespace &&
      !isReserved(prefix)
    ) {
      declared.set(`xmlns:${prefix}`, hints.namespace)
      scope.set(prefix, hints.namespace)
    }
    // A prefix that nothing declares would make the document unreadable.
    return scope.has(prefix) ? `${prefix}:${local}` : local
  }

  const tag = qualified(node.name, node.hints)
  if (node.hints.namespace !== undefined && node.hints.prefix === undefined) {
    declared.set('xmlns', node.hints.namespace)
  }
  const children: string[] = []
  if (isRecord(node.value)) {
    for (const [name, value] of Object.entries(node.value)) {
      const schema = propertySchema(node.schema, name, store)
      const hints = xmlHintsOf(schema, store)
      if (hints.attribute && !isContainer(value)) {
        attributes.set(qualified(hints.name ?? name, hints), plain(value))
      } else {
        children.push(member({ name, hints, schema, value, scope }, store))
      }
    }
  } else if (Array.isArray(node.value)) {
    children.push(items({ ...node, scope }, node.name === 'response' ? 'item' : node.name, store))
  } else {
    children.push(xmlText(plain(node.value)))
  }
  const head = [...declared, ...attributes].map(([name, value]) => ` ${name}="${xmlText(value)}"`)
  const content = children.join('')
  return content === ''
    ? `<${tag}${head.join('')}/>`
    : `<${tag}${head.join('')}>${content}</${tag}>`
}

/** A member of an object: an element, or for a list one element for each item, wrapped if the hints say so. */
function member(node: Element, store: SchemaStore): string {
  if (!Array.isArray(node.value)) {
    return element({ ...node, name: node.hints.name ?? node.name }, store)
  }
  return node.hints.wrapped
    ? element({ ...node, name: node.hints.name ?? node.name }, store)
    : items(node, node.name, store)
}

function items(list: Element, name: string, store: SchemaStore): string {
  const schema = itemSchema(list.schema, store)
  const hints = xmlHintsOf(schema, store)
  const values = Array.isArray(list.value) ? list.value : []
  return values
    .map((value) =>
      element({ name: hints.name ?? name, hints, schema, value, scope: list.scope }, store),
    )
    .join('')
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isReserved(prefix: string): boolean {
  return /^xml/i.test(prefix)
}

function plain(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
