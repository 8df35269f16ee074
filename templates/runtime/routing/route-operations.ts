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
import type { HeaderSource, SentMarks } from './rival-routes.ts'
import { compileRoute, type Route } from './route.ts'

/** Finds the operation that a request means. */
export interface Router {
  /**
   * @param method upper case
   * @param path still percent-encoded, without query
   * @param rawQuery without the question mark
   * @param message the request, whose headers are looked at only where they tell operations apart
   */
  find(method: string, path: string, rawQuery: string, message?: HeaderSource): Match | Miss
}

export function isMatch(found: Match | Miss): found is Match {
  return 'operation' in found
}

const NO_HEADERS: HeaderSource = { headers: {} }

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
    find(method, path, rawQuery, message = NO_HEADERS) {
      const looked = lookedUp(path)
      const sent: SentMarks = { rawQuery, message }
      const found =
        findFor(method, looked, sent) ?? findFor(method, lookedUp(otherSlash(path)), sent)
      if (found) return found
      return {
        allowedMethods: allowedMethods(path, sent),
        nearest: nearestOperations({ method, path: looked, rawQuery, routes, basePaths }),
      }
    },
  }

  function findFor(method: string, path: LookedUpPath, sent: SentMarks): Match | null {
    const found = findWithBase(byMethod.get(method), path, sent)
    if (found || method !== 'HEAD') return found?.match ?? null
    return findWithBase(byMethod.get('GET'), path, sent)?.match ?? null
  }

  function findWithBase(
    own: MethodRoutes | undefined,
    path: LookedUpPath,
    sent: SentMarks,
  ): FoundRoute | null {
    if (!own) return null
    let best = own.find(path, sent)
    if (basePaths.length === 0 || best?.templated === false) return best
    for (const base of basePaths) {
      const rest = withoutBase(path, base)
      const found = rest && own.find(rest, sent)
      if (!found) continue
      const whole = [...base.segments, ...found.segments]
      if (!best || compareTemplates(whole, best.segments) < 0) best = { ...found, segments: whole }
    }
    return best
  }

  function allowedMethods(path: string, sent: SentMarks): string[] {
    const allowed = [...byMethod.keys()].filter(
      (method) =>
        findFor(method, lookedUp(path), sent) ?? findFor(method, lookedUp(otherSlash(path)), sent),
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
