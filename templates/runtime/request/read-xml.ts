import { createNullRecord } from '../routing/null-record.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { addEmptyLists } from './add-empty-lists.ts'
import { type Coercer, memberSchema, wants, wantsPlain } from './coerce-value.ts'
import type { XmlElement } from './parse-xml.ts'
import type { SchemaShape } from './schema-shape.ts'

/** OpenAPI's "XML Object". */
interface XmlHints {
  name: string | undefined
  attribute: boolean
  wrapped: boolean
  text: boolean
}

/** The name that the root of a document must have; undefined where the schema itself gives none. */
export function rootNameOf(schema: JsonSchema, store: SchemaStore): string | undefined {
  let given = schema
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (typeof given !== 'object') return undefined
    const xml = given['xml']
    if (isRecord(xml)) {
      // Without a wrapper the name is that of the items.
      const isBareList = given['type'] === 'array' && xml['wrapped'] !== true
      const { name } = xml
      return isBareList || typeof name !== 'string' || name === '' ? undefined : localName(name)
    }
    if (given.$ref === undefined) return undefined
    given = store.resolve({ $ref: given.$ref })
  }
  return undefined
}

/** Reads an XML document into the value that its schema describes, by the schema's `xml` hints. Prefixes do not count. */
export function readXml(
  root: XmlElement,
  schema: JsonSchema,
  coercer: Coercer,
  store: SchemaStore,
): unknown {
  return readElement(root, schema)

  function readElement(element: XmlElement, given: JsonSchema): unknown {
    const shape = coercer.shapeOf(given)
    const bare = element.children.length === 0
    if (element.attributes.get('nil') === 'true' && wants(shape, 'null')) return null
    if (wants(shape, 'array') && !wants(shape, 'object')) return readItems(element, shape.items)
    if (bare && wantsPlain(shape)) return coercer.coerce(given, element.text)
    return readObject(element, given, shape)
  }

  function readObject(element: XmlElement, given: JsonSchema, shape: SchemaShape): unknown {
    const members = createNullRecord<unknown>()
    const used = new Set<string>()
    for (const [name, property] of shape.properties) {
      const hints = hintsOf(property)
      const key = hints.name ?? name
      if (hints.attribute) {
        const text = element.attributes.get(key)
        if (text !== undefined) members[name] = coercer.coerce(property, text)
        used.add(`@${key}`)
      } else if (hints.text) {
        members[name] = coercer.coerce(property, element.text)
      } else if (wants(coercer.shapeOf(property), 'array')) {
        const list = readList(element, key, property, hints.wrapped, used)
        if (list !== null) members[name] = list
      } else {
        used.add(key)
        const own = element.children.filter((child) => child.name === key)
        if (own.length > 0) members[name] = readAll(own, property)
      }
    }
    readFurther(element, shape, members, used)
    return addEmptyLists(members, given, coercer)
  }

  function readList(
    element: XmlElement,
    key: string,
    property: JsonSchema,
    wrapped: boolean,
    used: Set<string>,
  ): unknown {
    const { items } = coercer.shapeOf(property)
    if (wrapped) {
      used.add(key)
      const wrapper = element.children.find((child) => child.name === key)
      return wrapper ? readItems(wrapper, items) : null
    }
    const names = new Set([hintsOf(items).name ?? key, key])
    for (const name of names) used.add(name)
    const own = element.children.filter((child) => names.has(child.name))
    return own.length > 0 ? own.map((child) => readElement(child, items)) : null
  }

  /** The children of an element as a list; where one has another name than items have to have, as an object. */
  function readItems(element: XmlElement, items: JsonSchema): unknown {
    const { name } = hintsOf(items)
    const isList = name === undefined || element.children.every((child) => child.name === name)
    return isList
      ? element.children.map((child) => readElement(child, items))
      : readElement(element, true)
  }

  function readAll(elements: readonly XmlElement[], property: JsonSchema): unknown {
    const values = elements.map((child) => readElement(child, property))
    return values.length === 1 ? values[0] : values
  }

  /** What the schema does not name: children always, attributes where it says that more may come. */
  function readFurther(
    element: XmlElement,
    shape: SchemaShape,
    members: Record<string, unknown>,
    used: ReadonlySet<string>,
  ): void {
    const further = new Map<string, XmlElement[]>()
    for (const child of element.children) {
      if (used.has(child.name)) continue
      const known = further.get(child.name)
      if (known) known.push(child)
      else further.set(child.name, [child])
    }
    for (const [name, elements] of further) {
      members[name] = readAll(elements, memberSchema(shape, name))
    }
    if (!shape.open) return
    for (const [name, text] of element.attributes) {
      if (used.has(`@${name}`) || Object.hasOwn(members, name)) continue
      members[name] = coercer.coerce(memberSchema(shape, name), text)
    }
  }

  function hintsOf(given: JsonSchema): XmlHints {
    const found = findXml(given, 0)
    const name = found['name']
    return {
      name: typeof name === 'string' && name !== '' ? localName(name) : undefined,
      attribute: found['attribute'] === true || found['nodeType'] === 'attribute',
      wrapped: found['wrapped'] === true,
      text: found['x-text'] === true || found['nodeType'] === 'text',
    }
  }

  function findXml(given: JsonSchema, depth: number): Record<string, unknown> {
    if (typeof given !== 'object' || depth > DEEPEST) return NO_HINTS
    const xml = given['xml']
    // Shape checked by the line itself; OpenAPI gives every member a type that is tested where it is used.
    if (typeof xml === 'object' && xml !== null) return xml as Record<string, unknown>
    if (given.$ref !== undefined) return findXml(store.resolve({ $ref: given.$ref }), depth + 1)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = given[keyword]
      for (const part of Array.isArray(parts) ? parts : []) {
        const inner = findXml(part, depth + 1)
        if (inner !== NO_HINTS) return inner
      }
    }
    return NO_HINTS
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const DEEPEST = 5
const NO_HINTS: Record<string, unknown> = Object.freeze({})
