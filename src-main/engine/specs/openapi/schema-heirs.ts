import { isObject, items, type JsonObject, member, members } from '../json-value.ts'
import { appendPointer, valueAt } from '../reading/json-pointer.ts'
import { componentSection } from './component-sections.ts'
import type { Found } from './look-up.ts'

/** The component schemas that extend the one at a pointer by `allOf`, itself or through others: names, near ones first. */
export type HeirsOf = (pointer: string) => string[]

/** Looks for heirs when first asked. */
export function createHeirsOf(
  document: JsonObject,
  target: (reference: string, from: string) => Found | undefined,
): HeirsOf {
  const section = componentSection('schema', document) ?? ''
  let known: ReadonlyMap<string, readonly string[]> | undefined

  /** Names of the schemas that extend one directly, by its pointer. */
  function findDirect(): Map<string, string[]> {
    const direct = new Map<string, string[]>()
    for (const [name, schema] of members(valueAt(document, section))) {
      const from = appendPointer(section, name)
      const parents = items(member(schema, 'allOf')).flatMap((part) => {
        const reference = isObject(part) ? part.$ref : undefined
        return typeof reference === 'string' ? (target(reference, from)?.pointer ?? []) : []
      })
      for (const parent of new Set(parents)) {
        direct.set(parent, [...(direct.get(parent) ?? []), name])
      }
    }
    return direct
  }

  return (pointer) => {
    if (!pointer.startsWith(`${section}/`)) return []
    known ??= findDirect()
    const direct = known
    const heirs = new Set(direct.get(pointer))
    // A set grows while it is walked, and the walk goes on to what was added.
    for (const name of heirs) {
      for (const next of direct.get(appendPointer(section, name)) ?? []) heirs.add(next)
    }
    return [...heirs]
  }
}
