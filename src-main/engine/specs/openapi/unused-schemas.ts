import { isObject } from '../json-value.ts'
import { appendPointer, valueAt } from '../reading/json-pointer.ts'
import { componentSection } from './component-sections.ts'
import type { SpecReader } from './spec-reader.ts'

/** Names shown of many. */
const SHOWN = 8

/** One finding for all component schemas that no operation leads to. */
export function checkUnusedSchemas(reader: SpecReader, used: ReadonlyMap<string, string>): void {
  const section = componentSection('schema', reader.document) ?? ''
  const schemas = valueAt(reader.document, section)
  if (!isObject(schemas)) return
  const usedPointers = [...used.keys()]
  const unused = Object.keys(schemas).filter((name) => {
    const pointer = appendPointer(section, name)
    return !used.has(pointer) && !usedPointers.some((one) => one.startsWith(`${pointer}/`))
  })
  if (unused.length === 0) return
  const more = unused.length > SHOWN ? ` and ${unused.length - SHOWN} more` : ''
  reader.problems.add({
    severity: 'info',
    code: 'unused-schema',
    message: `No operation uses ${unused.slice(0, SHOWN).join(', ')}${more}.`,
    pointer: section,
  })
}
