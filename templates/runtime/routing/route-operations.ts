import type { MockApi } from '#engine/specs/mock-api.ts'
import type { Match, Miss } from '../exchange.ts'
import { createPatterns } from '../schemas/safe-pattern.ts'
import {
  createMethodRoutes,
  type FoundRoute,
  type LookedUpPath,
  type MethodRoutes,
} from './method-routes.ts'
import { nearestOperations } from './nearest-operations.ts'
import { pathKey } from './path-key.ts'
import { compareTemplates, parsePathTemplate, type TemplateSegment } from './path-template.ts'
import { compileRoute, type Route } from './route.ts'

/** Finds the operation that a request means. */
export interface Router {
  /**
   * @param method upper case
   * @param path still percent-encoded, without query
   * @param rawQuery without the question mark
   */
  find(method: string, path: string, rawQuery: string): Match | Miss
}

export function isMatch(found: Match | Miss): found is Match {
  return 'operation' in found
}

interface BasePath {
  key: string
  segments: TemplateSegment[]
}

/**
 * Builds the router of an API. A path is matched with and without the base paths; the most specific template wins,
 * literal before templated from left to right. HEAD is answered by GET where it is not declared itself. As the
 * last resort a trailing slash too many or too few is forgiven.
 */
export function createRouter(mockApi: MockApi): Router {
  const surroundings = { schemas: mockApi.schemas, pattern: createPatterns().compile }
  const routes = mockApi.operations.map((operation, order) =>
    compileRoute(operation, order, surroundings),
  )
  const byMethod = groupByMethod(routes)
  const basePaths = mockApi.basePaths.map(
    (path): BasePath => ({ key: pathKey(path), segments: parsePathTemplate(path) }),
  )

  return {
    find(method, path, rawQuery) {
      const sent = lookedUp(path)
      const found =
        findFor(method, sent, rawQuery) ?? findFor(method, lookedUp(otherSlash(path)), rawQuery)
      if (found) return found
      return {
        allowedMethods: allowedMethods(path, rawQuery),
        nearest: nearestOperations({ method, path: sent, rawQuery, routes, basePaths }),
      }
    },
  }

  function findFor(method: string, path: LookedUpPath, rawQuery: string): Match | null {
    const found = findWithBase(byMethod.get(method), path, rawQuery)
    if (found || method !== 'HEAD') return found?.match ?? null
    return findWithBase(byMethod.get('GET'), path, rawQuery)?.match ?? null
  }

  function findWithBase(
    own: MethodRoutes | undefined,
    path: LookedUpPath,
    rawQuery: string,
  ): FoundRoute | null {
    if (!own) return null
    let best = own.find(path, rawQuery)
    if (basePaths.length === 0 || best?.templated === false) return best
    for (const base of basePaths) {
      const rest = withoutBase(path, base)
      const found = rest && own.find(rest, rawQuery)
      if (!found) continue
      const whole = [...base.segments, ...found.segments]
      if (!best || compareTemplates(whole, best.segments) < 0) best = { ...found, segments: whole }
    }
    return best
  }

  function allowedMethods(path: string, rawQuery: string): string[] {
    const allowed = [...byMethod.keys()].filter(
      (method) =>
        findFor(method, lookedUp(path), rawQuery) ??
        findFor(method, lookedUp(otherSlash(path)), rawQuery),
    )
    if (allowed.includes('GET') && !allowed.includes('HEAD')) allowed.push('HEAD')
    return allowed
  }
}

function groupByMethod(routes: readonly Route[]): Map<string, MethodRoutes> {
  const lists = new Map<string, Route[]>()
  for (const route of routes) {
    const list = lists.get(route.operation.method)
    if (list) list.push(route)
    else lists.set(route.operation.method, [route])
  }
  return new Map([...lists].map(([method, list]) => [method, createMethodRoutes(list)]))
}

function lookedUp(path: string): LookedUpPath {
  const raw = path.startsWith('/') ? path : `/${path}`
  return { raw, key: pathKey(raw) }
}

function otherSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : `${path}/`
}

/** The part behind a base path; null when the path does not begin with it. */
function withoutBase(path: LookedUpPath, base: BasePath): LookedUpPath | null {
  if (!path.key.startsWith(base.key)) return null
  const key = path.key.slice(base.key.length)
  if (key === '') return { raw: '/', key: '/' }
  if (!key.startsWith('/')) return null
  const raw =
    path.raw === path.key
      ? key
      : `/${path.raw
          .split('/')
          .slice(base.segments.length + 1)
          .join('/')}`
  return { raw, key }
}
