import { plural, singular } from '../generate/singular.ts'

/** What a path template says about collections. */
export interface PathShape {
  /** Path of the collection: the path itself, or the path without the id of an item. */
  collectionPath: string
  /** Name of the parameter that holds the id; null when the path leads to the collection. */
  keyParameter: string | null
  /** Names of the parameters above, outermost first. */
  scope: string[]
}

/** Segments that say where an API is and not what it is about. */
const prefix = /^(?:api|apis|rest|services?|v\d+(?:[._]\d+)*(?:(?:alpha|beta)\d*)?)$/i
/** Those that things are called by as well, such as `/services/{serviceId}`. */
const thing = /^(?:apis|services)$/i
const parameter = /\{([^{}]+)\}/g
const wholeParameter = /^\{([^{}]+)\}(\.[a-z]+)?$/i
/** As OData writes it: `Users('{id}')`. */
const calledWithKey = /^([^(){}]+)\(['"]?\{([^{}]+)\}['"]?\)$/

/** Takes a path template apart into collection and item; null for the root and what has no literal name. */
export function pathShape(path: string): PathShape | null {
  const segments = path.replace(/\/+$/, '').split('/').slice(1)
  const last = segments.at(-1) ?? ''
  const before = segments.slice(0, -1)
  const whole = wholeParameter.exec(last)
  if (whole !== null) {
    // Parameters in a row are about the name before them: `/repos/{owner}/{repo}`.
    const name = before.findLast((segment) => !wholeParameter.test(segment))
    if (name === undefined || name.includes('{')) return null
    if (prefix.test(name) && !thing.test(name)) return null
    const collectionPath = `/${before.join('/')}${whole[2] ?? ''}`
    return { collectionPath, keyParameter: whole[1] ?? '', scope: parametersOf(before.join('/')) }
  }
  const called = calledWithKey.exec(last)
  if (called !== null) {
    const collectionPath = `/${[...before, called[1]].join('/')}`
    return { collectionPath, keyParameter: called[2] ?? '', scope: parametersOf(before.join('/')) }
  }
  if (last === '' || last.includes('{')) return null
  const collectionPath = `/${segments.join('/')}`
  return { collectionPath, keyParameter: null, scope: parametersOf(collectionPath) }
}

/** Name of the parameter that a path ends with, if it is a whole segment or called with as in OData; null for others. */
export function endParameter(path: string): string | null {
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? ''
  return wholeParameter.exec(last)?.[1] ?? calledWithKey.exec(last)?.[2] ?? null
}

/** True for a path whose last segment is a parameter. */
export function endsWithParameter(path: string): boolean {
  return wholeParameter.test(path.slice(path.lastIndexOf('/') + 1))
}

/** Names of the parameters of a template in their order. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(parameter)].map(([, name]) => name ?? '')
}

/** Two templates that differ in the names of parameters only have the same key. */
export function pathKey(path: string): string {
  return path.replaceAll(parameter, '{}')
}

/** The last literal segment of a path, without a file extension. */
export function lastName(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  return (segments.at(-1) ?? '').replace(/\.[a-z]+$/i, '')
}

/** The same path with its last name in the other number: `/user` for `/users` and the other way round. */
export function otherNumber(path: string): string[] {
  const at = path.lastIndexOf('/') + 1
  const name = path.slice(at)
  return [plural(name), singular(name)]
    .filter((other) => other !== name)
    .map((other) => path.slice(0, at) + other)
}

/** A short name for the collection at a path: its literal segments without those of the API itself. */
export function collectionName(path: string): string {
  const literal = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  // The last one is what it is about, whatever it is called.
  return literal
    .filter((segment, at) => at === literal.length - 1 || !prefix.test(segment))
    .join('.')
}

/** What stands before, between and after the parameters of a template. */
export function literalsOf(path: string): string[] {
  return path.split(/\{[^{}]+\}/)
}
