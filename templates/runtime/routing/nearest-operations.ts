import type { Miss } from '../exchange.ts'
import { decodePercent, readRawUtf8 } from './decode-percent.ts'
import type { LookedUpPath } from './method-routes.ts'
import type { TemplateSegment } from './path-template.ts'
import { fillRoute, hasFixedQuery, type Route } from './route.ts'

export interface MissedRequest {
  method: string
  path: LookedUpPath
  rawQuery: string
  routes: readonly Route[]
  basePaths: readonly { key: string; segments: readonly TemplateSegment[] }[]
}

interface Candidate {
  route: Route
  segments: string[]
  distance: number
}

const MOST_SHOWN = 5
// A miss must stay cheap on the largest descriptions: routes beyond this are not looked at.
const MOST_COMPARED = 3000
const OTHER_METHOD = 0.3
const PARAMETER = 0.1

/** The operations that come closest to a request that none answers, best first, each with the reason in a sentence. */
export function nearestOperations(request: MissedRequest): Miss['nearest'] {
  const ways = possibleSegments(request)
  const best: Candidate[] = []
  for (const route of request.routes.slice(0, MOST_COMPARED)) {
    for (const segments of ways) {
      const method = route.operation.method === request.method ? 0 : OTHER_METHOD
      addIfNear(best, { route, segments, distance: distanceOf(route, segments) + method })
    }
  }
  return best.map(({ route, segments }) => ({
    method: route.operation.method,
    path: route.operation.path,
    why: whyNot(request, route, segments),
  }))
}

/** The path's segments, decoded: as it is and without each base path that it begins with. */
function possibleSegments({ path, basePaths }: MissedRequest): string[][] {
  const whole = path.raw
    .slice(1)
    .split('/')
    .map((text) => decodePercent(readRawUtf8(text)))
  const ways = [whole]
  for (const base of basePaths) {
    if (path.key.startsWith(`${base.key}/`)) ways.push(whole.slice(base.segments.length))
  }
  return ways
}

function addIfNear(best: Candidate[], candidate: Candidate): void {
  const same = best.findIndex((each) => each.route === candidate.route)
  if (same !== -1) {
    if ((best[same]?.distance ?? 0) <= candidate.distance) return
    best.splice(same, 1)
  }
  const worst = best.at(-1)
  if (best.length === MOST_SHOWN && worst && worst.distance <= candidate.distance) return
  const place = best.findIndex((each) => each.distance > candidate.distance)
  best.splice(place === -1 ? best.length : place, 0, candidate)
  if (best.length > MOST_SHOWN) best.pop()
}

/** About the number of segments that would have to change. */
function distanceOf(route: Route, segments: readonly string[]): number {
  const shared = Math.min(route.segments.length, segments.length)
  let distance = Math.abs(route.segments.length - segments.length)
  for (let index = 0; index < shared; index++) {
    const segment = route.segments[index]
    const text = segments[index] ?? ''
    if (!segment) continue
    if (segment.key === null) distance += text === '' ? 1 : PARAMETER
    else distance += unlikeness(literalText(segment), text)
  }
  return distance
}

/** 0 for equal texts, 1 for texts that have nothing in common at their start. */
function unlikeness(first: string, second: string): number {
  if (first === second) return 0
  const a = first.toLowerCase()
  const b = second.toLowerCase()
  const longest = Math.max(a.length, b.length)
  let common = 0
  while (common < longest && a[common] === b[common]) common++
  return 1 - (0.8 * common) / longest
}

function whyNot(request: MissedRequest, route: Route, segments: readonly string[]): string {
  const { operation } = route
  const wrong = firstDifference(route, segments)
  if (wrong) return wrong
  if (operation.method !== request.method) {
    return `Its method is ${operation.method}, not ${request.method}.`
  }
  if (!hasFixedQuery(route, new URLSearchParams(request.rawQuery))) {
    const wanted = route.fixedQuery.map(([name, value]) => (value ? `${name}=${value}` : name))
    return `It is meant only when the query has ${wanted.join(' and ')}.`
  }
  return 'A more specific path answers this one, but not with this method.'
}

function firstDifference(route: Route, segments: readonly string[]): string | null {
  const shared = Math.min(route.segments.length, segments.length)
  for (let index = 0; index < shared; index++) {
    const segment = route.segments[index]
    const text = segments[index] ?? ''
    if (!segment || segment.greedy) continue
    const place = `Segment ${index + 1} of the path`
    if (segment.key === null && text === '') return `${place} is empty.`
    if (segment.key !== null && literalText(segment) !== text) {
      return `${place} is "${text}" instead of "${literalText(segment)}".`
    }
  }
  const difference = segments.length - route.segments.length
  if (difference !== 0 && !route.segments.some((segment) => segment.greedy)) {
    return `The path has ${count(segments.length)}, this operation's has ${route.segments.length}.`
  }
  const texts = route.wild.map(({ index }) => segments[index] ?? '')
  if (fillRoute(route, texts, false)) return null
  const odd = route.wild.find(
    (wild, place) => wild.names.length > 0 && !fillsAlone(route, place, texts[place] ?? ''),
  )
  return odd
    ? `Segment ${odd.index + 1} of the path does not have the form ${segmentText(odd.segment)}.`
    : null
}

function fillsAlone(route: Route, place: number, text: string): boolean {
  const wild = route.wild[place]
  return wild ? fillRoute({ ...route, wild: [wild] }, [text], false) !== null : true
}

function count(segments: number): string {
  return segments === 1 ? '1 segment' : `${segments} segments`
}

function literalText(segment: TemplateSegment): string {
  const part = segment.parts[0]
  return part && 'literal' in part ? part.literal : ''
}

function segmentText(segment: TemplateSegment): string {
  return segment.parts
    .map((part) => ('literal' in part ? part.literal : `{${part.parameter}}`))
    .join('')
}
