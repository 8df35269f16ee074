import { appendPointer } from './json-pointer.ts'
import type { Position } from './locate.ts'

/** A key that an object of a JSON text holds twice. */
export interface DuplicateJsonKey {
  key: string
  pointer: string
  position: Position
}

interface Level {
  pointer: string
  /** Index of the next element; -1 for an object. */
  index: number
  key: string
  keys: Set<string> | undefined
}

/** Called for each member and element of a JSON text with the offset where its key or value begins. */
type Visit = (pointer: string, offset: number) => void

/** Walks a valid JSON text without recursion. Keys that are there twice go to `onDuplicate`. */
function walkJson(text: string, visit: Visit, onDuplicate?: Visit): void {
  const levels: Level[] = []
  let expectKey = false
  for (let i = 0; i < text.length; i++) {
    const level = levels.at(-1)
    const code = text.charCodeAt(i)
    if (code === 0x22) {
      const end = stringEnd(text, i)
      if (level && expectKey) {
        level.key = keyText(text.slice(i, end + 1))
        const pointer = appendPointer(level.pointer, level.key)
        if (onDuplicate && level.keys?.has(level.key)) onDuplicate(pointer, i)
        level.keys?.add(level.key)
        visit(pointer, i)
        expectKey = false
      } else if (level && level.index >= 0) visit(appendPointer(level.pointer, level.index), i)
      i = end
    } else if (code === 0x7b || code === 0x5b) {
      const pointer = level ? pointerInside(level) : ''
      if (level && level.index >= 0) visit(pointer, i)
      const isObject = code === 0x7b
      const keys = isObject && onDuplicate ? new Set<string>() : undefined
      levels.push({ pointer, index: isObject ? -1 : 0, key: '', keys })
      expectKey = isObject
    } else if (code === 0x7d || code === 0x5d) {
      levels.pop()
      expectKey = false
    } else if (code === 0x2c && level) {
      if (level.index >= 0) level.index++
      else expectKey = true
    }
  }
}

function pointerInside(level: Level): string {
  return appendPointer(level.pointer, level.index >= 0 ? level.index : level.key)
}

function stringEnd(text: string, start: number): number {
  let i = start + 1
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 0x22) return i
    i += code === 0x5c ? 2 : 1
  }
  return text.length
}

function keyText(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    // A bad escape: the text is no valid JSON and the key is only wanted for a place.
    return quoted.slice(1, -1)
  }
}

/** A locator for a valid JSON text; scalar elements of arrays are found as their array. */
export function locateInJson(text: string): (pointer: string) => Position {
  const offsets = new Map<string, number>([['', 0]])
  walkJson(text, (pointer, offset) => {
    offsets.set(pointer, offset)
  })
  return (pointer) => {
    let known = pointer
    while (!offsets.has(known)) known = known.slice(0, known.lastIndexOf('/'))
    return positionAt(text, offsets.get(known) ?? 0)
  }
}

/** Keys that `JSON.parse` silently overwrites. */
export function duplicateJsonKeys(text: string): DuplicateJsonKey[] {
  const found: DuplicateJsonKey[] = []
  const ignore = (): void => undefined
  walkJson(text, ignore, (pointer, offset) => {
    found.push({
      key: pointer
        .slice(pointer.lastIndexOf('/') + 1)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~'),
      pointer,
      position: positionAt(text, offset),
    })
  })
  return found
}

/** Line and column of an offset. */
function positionAt(text: string, offset: number): Position {
  let line = 1
  let lineStart = 0
  for (
    let next = text.indexOf('\n');
    next !== -1 && next < offset;
    next = text.indexOf('\n', next + 1)
  ) {
    line++
    lineStart = next + 1
  }
  return { line, column: offset - lineStart + 1 }
}
