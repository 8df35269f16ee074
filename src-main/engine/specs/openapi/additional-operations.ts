import { METHODS } from 'node:http'
import { members } from '../json-value.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import type { FoundObject, SpecReader } from './spec-reader.ts'

/** Node answers these by itself, or hands them out in another way. */
const unserved: ReadonlySet<string> = new Set(['CONNECT'])

/** Operations of a path item under methods that have no member of their own (OpenAPI 3.2 §4.9.1). */
export function additionalOperations(
  item: FoundObject,
  reader: SpecReader,
): { method: string; value: unknown; pointer: string }[] {
  const section = appendPointer(item.pointer, 'additionalOperations')
  return members(item.value.additionalOperations).flatMap(([written, value]) => {
    const pointer = appendPointer(section, written)
    const method = written.toUpperCase()
    if (METHODS.includes(method) && !unserved.has(method)) return { method, value, pointer }
    const message = `A server cannot receive the method ${quoted(written)}; it is left out.`
    reader.problems.add({ severity: 'warning', code: 'unknown-method', message, pointer })
    return []
  })
}
