import { isObject, type JsonObject, member } from '../json-value.ts'
import type { ProblemLog } from '../problem-log.ts'
import { quoted } from '../reading/spec-files.ts'
import { type Found, lookUp } from './look-up.ts'
import { createHeirsOf, type HeirsOf } from './schema-heirs.ts'
import type { SchemaIds } from './schema-ids.ts'
import type { Dialect } from './spec-version.ts'
import { splitReference } from './split-reference.ts'

/** An object of the document and the pointer it stands at, references followed. */
export interface FoundObject {
  value: JsonObject
  pointer: string
}

/** A bundled document and how to find one's way in it. */
export interface SpecReader {
  document: JsonObject
  dialect: Dialect
  problems: ProblemLog
  /** Where a reference written at `from` leads; undefined for nowhere. */
  target(reference: string, from: string): Found | undefined
  /**
   * The object meant by a value: itself, or what its `$ref` chain ends at. Undefined for anything else;
   * a reference that leads nowhere or in a ring is reported.
   */
  follow(value: unknown, pointer: string): FoundObject | undefined
  unresolved(reference: string, pointer: string): void
  heirsOf: HeirsOf
  /** True when what some references mean depends on the way to them. */
  hasDynamicAnchors: boolean
}

/** Reads a bundled document. */
export function createSpecReader(
  document: JsonObject,
  dialect: Dialect,
  ids: SchemaIds,
  problems: ProblemLog,
): SpecReader {
  function target(reference: string, from: string): Found | undefined {
    const pointer = ids.pointerOf(reference, from)
    if (pointer !== undefined) {
      const found = lookUp(document, pointer)
      if (found) return found
    }
    const { path, fragment } = splitReference(reference)
    return path === '' ? lookUp(document, fragment) : undefined
  }

  function unresolved(reference: string, pointer: string): void {
    problems.add({
      severity: 'error',
      code: 'unresolved-ref',
      message: `The reference ${quoted(reference)} leads nowhere; whatever it stands for is left open.`,
      pointer,
    })
  }

  function follow(value: unknown, pointer: string): FoundObject | undefined {
    const visited = new Set<string>()
    let found: Found = { value, pointer }
    while (isObject(found.value)) {
      const reference = member(found.value, '$ref')
      if (typeof reference !== 'string') return { value: found.value, pointer: found.pointer }
      const next = target(reference, found.pointer)
      if (!next) {
        unresolved(reference, found.pointer)
        return undefined
      }
      if (visited.has(next.pointer)) {
        problems.add({
          severity: 'error',
          code: 'circular-ref',
          message: `The reference ${quoted(reference)} only leads back to itself.`,
          pointer,
        })
        return undefined
      }
      visited.add(next.pointer)
      found = next
    }
    return undefined
  }

  const { hasDynamicAnchors } = ids
  const heirsOf = createHeirsOf(document, target)
  return { document, dialect, problems, target, follow, unresolved, heirsOf, hasDynamicAnchors }
}
