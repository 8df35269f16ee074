import { referenceOf } from './identities.ts'
import { nameWords } from './name-words.ts'
import { singular } from './singular.ts'

/** The things that the parameters of a path identify: a user in `/users/{id}` and in `/trips/{userId}`. */
export function* thingsOfPath(path: string): Iterable<readonly [thing: string, parameter: string]> {
  const segments = path.split('/')
  for (const [at, segment] of segments.entries()) {
    const parameter = /^\{([^{}]+)\}$/.exec(segment)?.[1]
    if (parameter === undefined) continue
    const before = segments[at - 1] ?? ''
    const thing = before.includes('{') ? '' : singular(nameWords(before).join(' '))
    const words = nameWords(parameter)
    const referred = referenceOf(words)
    if (referred !== null) yield [referred, parameter]
    else if (words.join(' ') === thing) yield [thing, parameter]
    else if (/^(id|uuid|guid)$/i.test(parameter) && thing !== '') yield [thing, parameter]
  }
}

/** The things of which a path has one each: those that its parameters identify, and `user` in `/user/posts`. */
export function onlyThings(path: string): ReadonlySet<string> {
  const literal = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  const alone = literal.map((segment) => nameWords(segment).join(' '))
  return new Set([
    ...alone.filter((words) => singular(words) === words),
    ...[...thingsOfPath(path)].map(([thing]) => thing),
  ])
}
