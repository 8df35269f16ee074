import { isRecord } from '../schemas/json-schema.ts'

/**
 * Applies a JSON merge patch (RFC 7396): null removes a member, objects are merged, all else replaces. Where
 * `keepsNull` says so, null is the new value.
 */
export function mergePatch(
  target: unknown,
  patch: unknown,
  keepsNull: (at: readonly string[]) => boolean = () => false,
  at: readonly string[] = [],
): unknown {
  if (!isRecord(patch)) return patch
  const merged = new Map(isRecord(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    const there = [...at, name]
    if (value === null && !keepsNull(there)) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value, keepsNull, there))
  }
  return Object.fromEntries(merged)
}
