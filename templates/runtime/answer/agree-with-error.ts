import type { Violation } from '#contract/log-entry.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type ErrorOccasion, tellViolation } from './error-occasion.ts'
import { itemSchema, propertySchema, schemaExample } from './schema-parts.ts'

/** A value for a member, best first; those that the schema does not allow are passed over. */
type Candidates = (occasion: ErrorOccasion, before: unknown, around: Around) => unknown[]

interface Depth {
  depth: number
  violation?: Violation | undefined
}

interface Around {
  /** Names of the members beside, as in the vocabulary. */
  names: ReadonlySet<string>
  /** What this part of the body speaks of, where it is one of several. */
  violation?: Violation | undefined
}

/** Lists in errors stay short enough to be read. */
const mostListed = 10

/** Errors hold errors, but not deeper than this. */
const deepest = 4

/**
 * Makes the body of an error say what happened: its status, the standard phrase, and why. Members are recognised by
 * their names; each change is kept only if the body still satisfies its schema. What the author gave as an example
 * stays where nothing more is known than the status. Where nothing is to be changed, it is the same value.
 */
export function agreeWithError(
  value: unknown,
  occasion: ErrorOccasion,
  { schema, store }: { schema: JsonSchema; store: SchemaStore },
): unknown {
  if (typeof value === 'string') {
    return store.isValid(schema, 'response', occasion.detail) ? occasion.detail : value
  }
  const root: { body: unknown } = { body: structuredClone(value) }
  const isValid = () => store.isValid(schema, 'response', root.body)
  let isChanged = false
  if (isValid()) visit(root.body, schema, { depth: 0 })
  return isChanged ? root.body : value

  function visit(part: unknown, from: JsonSchema | undefined, at: Depth): void {
    const { depth, violation } = at
    if (depth > deepest) return
    const below = { depth: depth + 1, violation }
    if (Array.isArray(part)) {
      for (const item of part) visit(item, itemSchema(from, store), below)
      return
    }
    if (!isRecord(part)) return
    const names = new Set(Object.keys(part).map(plainName))
    if (depth === 0 && !isError(names)) return
    for (const name of Object.keys(part)) {
      const plain = plainName(name)
      const own = propertySchema(from, name, store)
      const isSaid =
        occasion.violations.length === 0 &&
        typeof part[name] === 'string' &&
        schemaExample(own, store)?.value === part[name]
      const candidates = isSaid ? undefined : vocabulary.get(plain)
      if (candidates) replace(part, name, candidates(occasion, part[name], { names, violation }))
      if (lists.has(plain)) listViolations(part, name, own, depth)
      else if (parents.has(plain)) visit(part[name], own, below)
    }
  }

  /** Puts the first candidate there that leaves the body valid. */
  function replace(part: Record<string, unknown>, name: string, candidates: unknown[]): boolean {
    const before = part[name]
    for (const candidate of candidates) {
      if (typeof candidate !== typeof before) continue
      part[name] = candidate
      if (isValid()) {
        isChanged = true
        return true
      }
    }
    part[name] = before
    return false
  }

  /** One entry for each violation; none where the request is not to blame. */
  function listViolations(
    part: Record<string, unknown>,
    name: string,
    from: JsonSchema | undefined,
    depth: number,
  ): void {
    const before = part[name]
    const violations = occasion.violations.slice(0, mostListed)
    const told: (Violation | undefined)[] = violations.length > 0 ? violations : [undefined]
    if (Array.isArray(before)) {
      const [model] = before
      if (typeof model === 'string') {
        const texts = told.map((one) => (one ? tellViolation(one) : occasion.detail))
        replace(part, name, [texts, texts.slice(0, 1)])
      } else if (isRecord(model)) {
        const entries = told.map(() => structuredClone(model))
        replace(part, name, [entries, [structuredClone(model)]])
        const list = part[name]
        if (!Array.isArray(list)) return
        const items = itemSchema(from, store)
        for (const [at, entry] of list.entries()) {
          visit(entry, items, { depth: depth + 1, violation: told[at] })
        }
      }
    } else if (isRecord(before)) {
      const isMap = Object.values(before).every((one) => Array.isArray(one))
      if (isMap && replace(part, name, mapsOf(violations))) return
      visit(before, from, { depth: depth + 1, violation: told[0] })
    }
  }
}

/** Messages by the name of what they are about, as several frameworks write them. */
function mapsOf(violations: readonly Violation[]): unknown[] {
  const messages = new Map<string, string[]>()
  for (const violation of violations) {
    const place = fieldOf(violation)
    messages.set(place, [...(messages.get(place) ?? []), violation.message])
  }
  return [Object.fromEntries(messages), {}]
}

/** `errorMessage`, `error_message` and `error-message` are one name. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function fieldOf({ name, pointer, in: where }: Violation): string {
  return name ?? (pointer?.slice(1).replaceAll('/', '.') || where)
}

const statusCode: Candidates = ({ status, title }, before) =>
  typeof before === 'string' ? [String(status), title] : [status]

const code: Candidates = ({ status, title }, before) => {
  if (typeof before !== 'string') return [status]
  const words = title.toLowerCase().split(/[^a-z]+/)
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  const ways = [words.join('_'), words.join('_').toUpperCase(), words.join('-'), pascal]
  return /^\d*$/.test(before) ? [String(status), ...ways] : [...ways, String(status)]
}

const title: Candidates = (occasion) => [occasion.title]

const detail: Candidates = (occasion, _, { violation }) => {
  const own = violation ? [tellViolation(violation), violation.message] : []
  return [...own, occasion.detail, `${occasion.title}.`, occasion.title]
}

const kind: Candidates = (occasion, before, { names }) =>
  names.has('title') || names.has('detail') ? ['about:blank'] : code(occasion, before, { names })

const field: Candidates = (_, __, { violation }) => (violation ? [fieldOf(violation)] : [])

const pointer: Candidates = (_, __, { violation }) =>
  violation ? [violation.pointer ?? fieldOf(violation)] : []

const place: Candidates = (_, __, { violation }) => (violation ? [violation.in] : [])

const vocabulary: ReadonlyMap<string, Candidates> = new Map([
  ...named(statusCode, 'status', 'statuscode', 'httpstatus', 'httpstatuscode', 'httpcode'),
  ...named(code, 'code', 'errorcode', 'errcode', 'errorid', 'statustext'),
  ...named(title, 'title', 'error', 'errorname', 'errortitle', 'statusmessage'),
  ...named(detail, 'detail', 'details', 'message', 'msg', 'description', 'reason', 'errormessage'),
  ...named(detail, 'errordescription', 'errordetail', 'errormsg', 'developermessage'),
  ...named(detail, 'usermessage', 'summary', 'explanation', 'cause', 'fault', 'hint'),
  ...named(kind, 'type', 'errortype', 'kind'),
  ...named(field, 'field', 'fieldname', 'property', 'propertyname', 'param', 'parameter', 'name'),
  ...named(pointer, 'pointer', 'path', 'propertypath', 'jsonpath', 'datapath', 'instancepath'),
  ...named(place, 'location', 'in', 'place'),
])

function named(candidates: Candidates, ...names: string[]): [string, Candidates][] {
  return names.map((name) => [name, candidates])
}

/** A body with one of these members is an error, whatever else it holds. */
const strongSigns: ReadonlySet<string> = new Set([
  ...['message', 'msg', 'detail', 'error', 'errors', 'errorcode', 'errormessage'],
  ...['errordescription', 'fault', 'problem', 'violations'],
])

/** A body with two of these is one too; with fewer it is something else that is sent with the status. */
const weakSigns: ReadonlySet<string> = new Set([
  ...['status', 'statuscode', 'code', 'title', 'type', 'reason', 'description', 'details'],
])

function isError(names: ReadonlySet<string>): boolean {
  const all = [...names]
  return (
    all.some((name) => strongSigns.has(name)) ||
    all.filter((name) => weakSigns.has(name)).length > 1
  )
}

/** Members that list what was wrong. */
const lists: ReadonlySet<string> = new Set([
  ...['errors', 'violations', 'invalidparams', 'invalidparameters', 'validationerrors', 'issues'],
  ...['details', 'errordetails', 'messages', 'causes', 'fielderrors', 'failures', 'problems'],
])

/** Members that hold the error itself. */
const parents: ReadonlySet<string> = new Set([
  'error',
  'fault',
  'problem',
  'source',
  'status',
  'meta',
])
