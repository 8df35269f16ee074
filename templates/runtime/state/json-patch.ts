import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../schemas/json-schema.ts'
import { placeOf } from './collection.ts'

/** Why a patch cannot be applied. `test` says that the value is not what the client thought it was. */
export class PatchError extends Error {
  readonly kind: 'test' | 'invalid'

  constructor(kind: 'test' | 'invalid', message: string) {
    super(message)
    this.name = 'PatchError'
    this.kind = kind
  }
}

/** True for a list of operations as RFC 6902 describes them. */
export function isJsonPatch(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.every((step) => isRecord(step) && typeof step['op'] === 'string' && 'path' in step)
  )
}

/** Applies a JSON patch (RFC 6902) to a copy: all of it or, with a PatchError, nothing. */
export function jsonPatch(target: unknown, patch: readonly Record<string, unknown>[]): unknown {
  let value = structuredClone(target)
  for (const step of patch) value = applyStep(value, step)
  return value
}

function applyStep(value: unknown, step: Record<string, unknown>): unknown {
  const at = pointerOf(step, 'path')
  switch (step['op']) {
    case 'add':
      return put(value, at, given(step), 'add')
    case 'replace':
      look(value, at)
      return put(value, at, given(step), 'replace')
    case 'remove':
      look(value, at)
      return take(value, at)
    case 'move': {
      const from = pointerOf(step, 'from')
      if (at.length > from.length && from.every((part, index) => part === at[index])) {
        throw new PatchError('invalid', `it moves ${step['from']} into itself`)
      }
      const moved = look(value, from)
      return put(take(value, from), at, moved, 'add')
    }
    case 'copy':
      return put(value, at, structuredClone(look(value, pointerOf(step, 'from'))), 'add')
    case 'test':
      if (!isDeepStrictEqual(look(value, at), given(step))) {
        throw new PatchError('test', `the value at ${step['path']} is another one`)
      }
      return value
    default:
      throw new PatchError('invalid', `it has an unknown operation "${step['op']}"`)
  }
}

function given(step: Record<string, unknown>): unknown {
  if (!Object.hasOwn(step, 'value')) {
    throw new PatchError('invalid', `its operation "${step['op']}" lacks a value`)
  }
  return structuredClone(step['value'])
}

function pointerOf(step: Record<string, unknown>, member: 'path' | 'from'): string[] {
  const pointer = step[member]
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) {
    throw new PatchError('invalid', `its ${member} is no JSON pointer`)
  }
  return placeOf(pointer)
}

/** The value at a place; there must be one. */
function look(value: unknown, at: readonly string[]): unknown {
  let current = value
  for (const part of at) {
    const isThere = Array.isArray(current)
      ? /^(?:0|[1-9]\d*)$/.test(part) && Number(part) < current.length
      : isRecord(current) && Object.hasOwn(current, part)
    if (!isThere) throw new PatchError('invalid', `there is nothing at /${at.join('/')}`)
    current = Array.isArray(current) ? current[Number(part)] : Reflect.get(Object(current), part)
  }
  return current
}

function put(
  value: unknown,
  at: readonly string[],
  part: unknown,
  how: 'add' | 'replace',
): unknown {
  const last = at.at(-1)
  if (last === undefined) return part
  const parent = look(value, at.slice(0, -1))
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last)
    if (!(index >= 0 && index <= parent.length && (last === '-' || /^\d+$/.test(last)))) {
      throw new PatchError('invalid', `there is no place ${last} in the list`)
    }
    parent.splice(index, how === 'add' ? 0 : 1, part)
  } else if (isRecord(parent)) {
    // Not an assignment: `__proto__` is an ordinary name here.
    Object.defineProperty(parent, last, {
      value: part,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  } else {
    throw new PatchError('invalid', `there is no object or list at /${at.slice(0, -1).join('/')}`)
  }
  return value
}

function take(value: unknown, at: readonly string[]): unknown {
  const last = at.at(-1)
  if (last === undefined) return null
  const parent = look(value, at.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else if (isRecord(parent)) Reflect.deleteProperty(parent, last)
  return value
}
