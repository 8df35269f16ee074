import findMyWay from 'find-my-way'
import type { Match } from '../exchange.ts'
import { compareTemplates, type TemplateSegment } from './path-template.ts'
import { chooseRival, joinRivals, type SentMarks } from './rival-routes.ts'
import { type FilledRoute, fillRoute, hasFixedQuery, isPlausible, type Route } from './route.ts'

/** A path as looked up: as it was sent, and in the form in which paths are compared. */
export interface LookedUpPath {
  raw: string
  key: string
}

export interface FoundRoute {
  match: Match
  templated: boolean
  segments: readonly TemplateSegment[]
}

/** The routes of one method. */
export interface MethodRoutes {
  find(path: LookedUpPath, sent: SentMarks): FoundRoute | null
}

interface StaticRoutes {
  routes: Route[]
  /** Built once for a path whose query and headers choose nothing. */
  found: FoundRoute | null
}

const NO_PARAMETERS: Record<string, string> = Object.freeze({})

/**
 * Paths without parameters are found in a map. Templates share one radix tree in which each templated segment is
 * a plain parameter; the routes of one leaf are told apart by their literal text, their query and their types.
 * So the tree holds templates with the strangest names and characters. Templates whose parameters take several
 * segments do not fit and are a list of their own.
 */
export function createMethodRoutes(routes: readonly Route[]): MethodRoutes {
  const sorted = joinRivals([...routes].sort(compareRoutes))
  const statics = new Map<string, StaticRoutes>()
  const leaves = new Map<string, Route[]>()
  const greedy: { pattern: RegExp; route: Route }[] = []
  for (const route of sorted) {
    if (route.segments.some((segment) => segment.greedy))
      greedy.push({ pattern: greedyPattern(route), route })
    else if (route.wild.length === 0) addStatic(statics, route)
    else addLeaf(leaves, route)
  }
  const tree = findMyWay({ maxParamLength: Number.MAX_SAFE_INTEGER })
  for (const [pattern, leaf] of leaves) tree.on('GET', pattern, () => undefined, leaf)
  const leavesBySize = groupBySize(leaves.values())

  return {
    find(path, sent) {
      const fixed = statics.get(path.key)
      if (fixed) {
        const found = fixed.found ?? firstByQuery(fixed.routes, sent)
        if (found) return found
      }
      if (leaves.size > 0) {
        const found = tree.find('GET', path.key)
        if (found) {
          const leaf: Route[] = found.store
          // The segments of the path are its wild texts only when nothing in it was encoded.
          const texts = path.raw === path.key ? (Object.values(found.params) as string[]) : null
          const best = pick(leaf, path, sent, texts) ?? search(path, sent)
          if (best) return best
        }
      }
      return findGreedy(path, sent)
    },
  }

  /** Needed only where a leaf was reached whose literal text or query did not fit: another leaf may. */
  function search(path: LookedUpPath, sent: SentMarks): FoundRoute | null {
    const segments = path.key.slice(1).split('/')
    for (const leaf of leavesBySize.get(segments.length) ?? []) {
      const fits = leaf[0]?.segments.every(
        ({ key }, index) => key === null || key === segments[index],
      )
      const found = fits ? pick(leaf, path, sent, null) : null
      if (found) return found
    }
    return null
  }

  function findGreedy(path: LookedUpPath, sent: SentMarks): FoundRoute | null {
    for (const { pattern, route } of greedy) {
      const groups = pattern.exec(path.key)
      const found = groups && pick([route], path, sent, greedyTexts(route, path, groups))
      if (found) return found
    }
    return null
  }
}

/** The first route that fits with plausible values, else the first that fits. `texts` are read from the path if null. */
function pick(
  routes: readonly Route[],
  path: LookedUpPath,
  sent: SentMarks,
  texts: readonly string[] | null,
): FoundRoute | null {
  const escaped = path.raw !== path.key
  let query: URLSearchParams | null = null
  let second: FoundRoute | null = null
  const segments = texts ? [] : path.raw.slice(1).split('/')
  for (const first of routes) {
    if (first.fixedQuery.length > 0) {
      query ??= new URLSearchParams(sent.rawQuery)
      if (!hasFixedQuery(first, query)) continue
    }
    const route = chooseRival(first, sent)
    const filled = fillRoute(
      route,
      texts ?? route.wild.map(({ index }) => segments[index] ?? ''),
      escaped,
    )
    if (!filled) continue
    if (routes.length === 1 || isPlausible(route, filled)) return describeFound(route, filled)
    second ??= describeFound(route, filled)
  }
  return second
}

function describeFound(route: Route, filled: FilledRoute): FoundRoute {
  const match: Match = { operation: route.operation, pathParameters: filled.decoded }
  if (filled.encoded) match.encodedPathParameters = filled.encoded
  return { match, templated: true, segments: route.segments }
}

function firstByQuery(routes: readonly Route[], sent: SentMarks): FoundRoute | null {
  const query = new URLSearchParams(sent.rawQuery)
  const route = routes.find((each) => hasFixedQuery(each, query))
  return route ? describeStatic(chooseRival(route, sent)) : null
}

function describeStatic(route: Route): FoundRoute {
  return {
    match: { operation: route.operation, pathParameters: NO_PARAMETERS },
    templated: false,
    segments: route.segments,
  }
}

function compareRoutes(first: Route, second: Route): number {
  return (
    compareTemplates(first.segments, second.segments) ||
    second.fixedQuery.length - first.fixedQuery.length ||
    first.order - second.order
  )
}

function addStatic(statics: Map<string, StaticRoutes>, route: Route): void {
  const key = `/${route.segments.map((segment) => segment.key).join('/')}`
  const entry = statics.get(key)
  if (!entry) {
    const found = route.fixedQuery.length === 0 && !route.rivals ? describeStatic(route) : null
    statics.set(key, { routes: [route], found })
  } else {
    entry.routes.push(route)
  }
}

function addLeaf(leaves: Map<string, Route[]>, route: Route): void {
  const pattern = treePattern(route.segments)
  const leaf = leaves.get(pattern)
  if (leaf) leaf.push(route)
  else leaves.set(pattern, [route])
}

/** Leaves come in order of their first route, so the most specific of each size is the first. */
function groupBySize(leaves: Iterable<Route[]>): Map<number, Route[][]> {
  const groups = new Map<number, Route[][]>()
  for (const leaf of leaves) {
    const size = leaf[0]?.segments.length ?? 0
    const group = groups.get(size)
    if (group) group.push(leaf)
    else groups.set(size, [leaf])
  }
  return groups
}

/** Pattern in the words of find-my-way: `/books/:0/pages/:1`. */
function treePattern(segments: readonly TemplateSegment[]): string {
  let count = 0
  const written = segments.map(({ key }) => key?.replaceAll(':', '::') ?? `:${count++}`)
  return `/${written.join('/')}`
}

function greedyPattern(route: Route): RegExp {
  const written = route.segments.map(({ key, greedy }) => {
    if (key !== null) return key.replace(/[.$()+]/g, '\\$&')
    return greedy ? '(.+)' : '([^/]+)'
  })
  return new RegExp(`^/${written.join('/')}$`)
}

/** The groups of a greedy pattern as they were sent: a group has as many segments as in the comparable form. */
function greedyTexts(route: Route, path: LookedUpPath, groups: RegExpExecArray): string[] {
  const segments = path.raw.slice(1).split('/')
  const texts: string[] = []
  let position = 0
  for (const { key } of route.segments) {
    const size = key === null ? (groups[texts.length + 1] ?? '').split('/').length : 1
    if (key === null) texts.push(segments.slice(position, position + size).join('/'))
    position += size
  }
  return texts
}
