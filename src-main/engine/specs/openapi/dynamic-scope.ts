import { isObject } from '../json-value.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import type { Found } from './look-up.ts'
import { splitReference } from './split-reference.ts'

/**
 * Which schema each dynamic anchor stands for on the way from a schema to what it refers to: of several the outermost
 * counts (JSON Schema 2020-12 §8.2.3.2). Where authors leave `$id` out, each schema that is referred to begins a scope.
 */
export type DynamicScope = ReadonlyMap<string, string>

export const emptyScope: DynamicScope = new Map()

type Target = (reference: string, from: string) => Found | undefined

/** The scope with the anchors of a schema that is entered. */
export function enterScope(scope: DynamicScope, { value, pointer }: Found): DynamicScope {
  const entered = new Map(scope)
  for (const part of partsOf(value, pointer)) {
    const anchor = part.value.$dynamicAnchor
    if (typeof anchor === 'string' && !entered.has(anchor)) entered.set(anchor, part.pointer)
  }
  return entered
}

/** The scope without anchors that nothing from here on refers to: a schema means the same under all of them. */
export function relevantScope(scope: DynamicScope, from: Found, target: Target): DynamicScope {
  const needed = new Set<string>()
  const open = [from]
  const seen = new Set<string>()
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.pointer)) continue
    seen.add(next.pointer)
    for (const { value, pointer } of partsOf(next.value, next.pointer)) {
      for (const key of ['$ref', '$dynamicRef'] as const) {
        const reference = value[key]
        if (typeof reference !== 'string') continue
        if (key === '$dynamicRef') needed.add(splitReference(reference).fragment)
        const found = target(reference, pointer)
        if (found) open.push(found)
      }
    }
  }
  return new Map([...scope].filter(([anchor]) => needed.has(anchor)))
}

/** What a dynamic reference means: the outermost schema with the anchor, if the one it names has it too. */
export function dynamicTarget(
  reference: string,
  found: Found | undefined,
  scope: DynamicScope,
  lookUp: (pointer: string) => Found | undefined,
): Found | undefined {
  const anchor = splitReference(reference).fragment
  if (!found || !isObject(found.value) || found.value.$dynamicAnchor !== anchor) return found
  const outermost = scope.get(anchor)
  return (outermost === undefined ? undefined : lookUp(outermost)) ?? found
}

/** A schema and all that is written within it, up to schemas with an `$id` of their own. */
function* partsOf(
  value: unknown,
  pointer: string,
  depth = 0,
): Generator<{ value: Record<string, unknown>; pointer: string }> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield* partsOf(item, appendPointer(pointer, i), depth + 1)
    }
  } else if (isObject(value) && (depth === 0 || typeof value.$id !== 'string')) {
    yield { value, pointer }
    for (const [key, child] of Object.entries(value)) {
      yield* partsOf(child, appendPointer(pointer, key), depth + 1)
    }
  }
}
