import type { Operation, Parameter } from '#engine/specs/mock-api.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { referredSchema } from './plausible-value.ts'
import type { Route } from './route.ts'

/** A request as far as its headers go; reading them costs time, so they are read only where they choose. */
export interface HeaderSource {
  /** With names in lower case, as Node gives them. */
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What a request has beside its method and path that tells which operation is meant. */
export interface SentMarks {
  rawQuery: string
  message: HeaderSource
}

/** What an operation asks a request to have; a null value stands for any. */
export interface Mark {
  in: 'query' | 'header'
  name: string
  value: string | null
}

interface Score {
  wrong: number
  absent: number
  present: number
}

/**
 * What a request for an operation has to have in its query and headers: the query of its path, where the
 * spec writes `/rides?page={page}`, and what is required, with its value where only one is allowed.
 */
export function marksOf(operation: Operation, schemas: Record<string, JsonSchema>): Mark[] {
  const marks: Mark[] = []
  const ofPath = new Set(operation.templatedQuery)
  for (const parameter of operation.parameters) {
    const { in: place, name, required } = parameter
    if ((place !== 'query' && place !== 'header') || parameter.isWholeQuery) continue
    const expected = required && !isSpreadObject(parameter, schemas)
    if (place === 'query' ? !expected && !ofPath.has(name) : !expected) continue
    marks.push({ in: place, name, value: onlyValue(parameter, schemas) })
    if (place === 'query') ofPath.delete(name)
  }
  for (const name of ofPath) marks.push({ in: 'query', name, value: null })
  return marks
}

/** Two operations on one path with the same text here cannot be told apart. */
export function marksText(marks: readonly Mark[]): string {
  return JSON.stringify(marks.map((mark) => [mark.in, mark.name, mark.value].join(' ')).sort())
}

/**
 * Joins routes of the same path whose operations ask for different marks: the first of them stands for all.
 * The order stays; routes that cannot be told apart from an earlier one are left as they are.
 */
export function joinRivals(routes: readonly Route[]): Route[] {
  const samePath = new Map<string, Route[]>()
  for (const route of routes) {
    const key = `${route.operation.path} ${JSON.stringify(route.fixedQuery)}`
    const group = samePath.get(key)
    if (group) group.push(route)
    else samePath.set(key, [route])
  }
  const joined = new Map<Route, Route | null>()
  for (const group of samePath.values()) {
    const [first] = group
    const byMarks = new Map<string, Route>()
    for (const route of group) {
      const text = marksText(route.marks)
      if (!byMarks.has(text)) byMarks.set(text, route)
    }
    const rivals = [...byMarks.values()]
    if (!first || rivals.length === 1) continue
    for (const rival of rivals) joined.set(rival, null)
    joined.set(first, { ...first, rivals })
  }
  return routes.flatMap((route) => {
    const entry = joined.get(route)
    if (entry === null) return []
    return [entry ?? route]
  })
}

/**
 * The rival that is meant: the one of which the least is wrong, then the one that lacks least, then the one of
 * which the request has most, so that an operation without marks is the last of those that are satisfied.
 */
export function chooseRival(route: Route, sent: SentMarks): Route {
  if (!route.rivals) return route
  const query = new URLSearchParams(sent.rawQuery)
  const names = new Set([...query.keys()].flatMap((name) => [name, name.replace(/\[.*$/s, '')]))
  let best = route
  let bestScore: Score | null = null
  for (const rival of route.rivals) {
    const score = scoreOf(rival.marks, query, names, sent.message)
    if (bestScore && compareScores(bestScore, score) <= 0) continue
    best = rival
    bestScore = score
  }
  return best
}

function scoreOf(
  marks: readonly Mark[],
  query: URLSearchParams,
  names: ReadonlySet<string>,
  message: HeaderSource,
): Score {
  const score: Score = { wrong: 0, absent: 0, present: 0 }
  for (const { in: place, name, value } of marks) {
    const header = place === 'header' ? message.headers[name.toLowerCase()] : undefined
    const isThere = place === 'header' ? header !== undefined : names.has(name)
    if (value !== null) {
      const isRight = place === 'header' ? header === value : query.getAll(name).includes(value)
      if (isRight) score.present++
      else score.wrong++
    } else if (isThere) score.present++
    else score.absent++
  }
  return score
}

function compareScores(first: Score, second: Score): number {
  return (
    first.wrong - second.wrong || first.absent - second.absent || second.present - first.present
  )
}

/** An object whose members are parameters of their own: its name is never sent. */
function isSpreadObject(parameter: Parameter, schemas: Record<string, JsonSchema>): boolean {
  if (parameter.in !== 'query' || parameter.contentType || !parameter.explode) return false
  if (parameter.style !== 'form') return false
  const schema = referredSchema(parameter.schema, schemas)
  return [schema?.type].flat().includes('object') || schema?.['properties'] !== undefined
}

function onlyValue(parameter: Parameter, schemas: Record<string, JsonSchema>): string | null {
  if (!parameter.required || parameter.contentType) return null
  const schema = referredSchema(parameter.schema, schemas)
  const allowed = schema?.['enum']
  const only = Array.isArray(allowed) && allowed.length === 1 ? allowed[0] : schema?.['const']
  return ['string', 'number', 'boolean'].includes(typeof only) ? String(only) : null
}
