import { isObject, type JsonObject, member } from '../json-value.ts'
import { appendPointer, pointerTokens } from '../reading/json-pointer.ts'
import { splitReference } from './split-reference.ts'

/** Names that schemas give themselves with `$id` and `$anchor` (JSON Schema 2020-12 §8.2). */
export interface SchemaIds {
  /** True when a reference written at `from` names a schema of this document by its `$id`. */
  has(reference: string, from: string): boolean
  /** Pointer that a reference written at `from` means by `$id` or `$anchor`; undefined when by neither. */
  pointerOf(reference: string, from: string): string | undefined
  /** True when what some references mean depends on the way to them. */
  hasDynamicAnchors: boolean
}

const NO_BASE = 'spec://document/'

/** Members that hold values, in which nothing is a name of a schema. */
const holdValues = new Set(['const', 'default', 'enum', 'example', 'examples'])
/** Members that hold what they describe under names of the author's choice. */
const holdNames = new Set([
  '$defs',
  'callbacks',
  'content',
  'definitions',
  'dependentSchemas',
  'headers',
  'parameters',
  'pathItems',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
])

const none: SchemaIds = {
  has: () => false,
  pointerOf: () => undefined,
  hasDynamicAnchors: false,
}

/** Finds the `$id`s and anchors of a document. Most have none, which `text` tells cheaply. */
export function findSchemaIds(document: unknown, text: string): SchemaIds {
  if (!/\$id|\$anchor|\$dynamicAnchor|\$self/.test(text)) return none
  const bases = new Map<string, string>()
  const byUri = new Map<string, string>()
  const anchors = new Map<string, string>()
  const self = member(document, '$self')
  const start = typeof self === 'string' ? absolute(self, NO_BASE) : NO_BASE

  function visit(value: unknown, pointer: string, base: string): void {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, appendPointer(pointer, i), base)
      return
    }
    if (!isObject(value)) return
    const ownBase = enter(value, pointer, base)
    for (const [key, child] of Object.entries(value)) {
      if (holdValues.has(key)) continue
      const below = appendPointer(pointer, key)
      if (!holdNames.has(key) || !isObject(child)) visit(child, below, ownBase)
      else {
        for (const [name, named] of Object.entries(child)) {
          visit(named, appendPointer(below, name), ownBase)
        }
      }
    }
  }

  /** Notes the names that an object gives itself; answers with the base of references in it. */
  function enter(value: JsonObject, pointer: string, base: string): string {
    let ownBase = base
    if (typeof value.$id === 'string') {
      ownBase = absolute(value.$id, base)
      bases.set(pointer, ownBase)
      if (!byUri.has(ownBase)) byUri.set(ownBase, pointer)
    }
    for (const name of [value.$anchor, value.$dynamicAnchor]) {
      if (typeof name !== 'string') continue
      if (!anchors.has(`${ownBase}#${name}`)) anchors.set(`${ownBase}#${name}`, pointer)
      if (!anchors.has(name)) anchors.set(name, pointer)
    }
    return ownBase
  }
  if (typeof self === 'string') byUri.set(start, '')
  visit(document, '', start)

  function baseAt(pointer: string): string {
    let base = bases.get('') ?? start
    let at = ''
    for (const token of pointerTokens(pointer)) {
      at = appendPointer(at, token)
      base = bases.get(at) ?? base
    }
    return base
  }

  function pointerOf(reference: string, from: string): string | undefined {
    const { path, fragment } = splitReference(reference)
    const base = baseAt(from)
    const uri = path === '' ? base : absolute(path, base)
    const resource = byUri.get(uri)
    if (fragment === '') return resource
    if (!fragment.startsWith('/')) return anchors.get(`${uri}#${fragment}`) ?? anchors.get(fragment)
    return resource === undefined ? undefined : resource + fragment
  }

  return {
    has: (reference, from) =>
      !reference.startsWith('#') && pointerOf(reference, from) !== undefined,
    pointerOf,
    hasDynamicAnchors: text.includes('$dynamicAnchor'),
  }
}

/** An absolute URI without an empty fragment. */
function absolute(uri: string, base: string): string {
  const href = URL.canParse(uri, base) ? new URL(uri, base).href : uri
  return href.endsWith('#') ? href.slice(0, -1) : href
}
