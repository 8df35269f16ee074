import { invalidity } from '../answer/answer-headers.ts'
import type { ChosenResponse } from '../answer/choose-response.ts'
import type { ReceivedRequest } from '../exchange.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import { literalsOf } from './path-shape.ts'

/** What `Location` is made of. */
interface Created {
  /** Null where no success is declared. */
  chosen: ChosenResponse | null
  received: ReceivedRequest
  collection: Collection
  by: CollectionOperation
  scope: readonly string[]
  key: string
}

/** Where a created item can be found, for the header `Location`: always with 201, else where it is declared. */
export type ItemLocator = (
  declared: Readonly<Record<string, string>>,
  created: Created,
) => Record<string, string>

export function createItemLocator(store: SchemaStore): ItemLocator {
  const paths = new WeakMap<Collection, readonly string[]>()

  /** The item's path below the prefix by which the client called. */
  function pathOf({ collection, by, scope, key, received }: Created): string {
    let literals = paths.get(collection)
    if (literals === undefined) {
      literals = literalsOf(collection.itemPath ?? '')
      paths.set(collection, literals)
    }
    let path = ''
    for (let at = 0; at < literals.length; at++) {
      const value =
        at === 0 ? '' : encodeURIComponent((at > scope.length ? key : scope[at - 1]) ?? '')
      path += value + literals[at]
    }
    return prefixOf(received.path, by.operation.path) + path
  }

  return (declared, created) => {
    const { chosen, received } = created
    const header = chosen?.response.headers.find(({ name }) => name.toLowerCase() === 'location')
    if (header === undefined && chosen !== null && chosen.status !== 201) return {}
    const path = pathOf(created)
    const schema = header?.schema ?? true
    const isAllowed = (value: string) => store.isValid(schema, 'response', value)
    const absolute = `http://${received.headers.host ?? 'localhost'}${path}`
    const value = isAllowed(path) ? path : absolute
    // The format `url` knows no address of this machine, but would take the same on another one.
    const isAddress = isAllowed(absolute) || isAllowed(`http://api.example.com${path}`)
    if (value !== path && !isAddress) return {}
    const name =
      Object.keys(declared).find((each) => each.toLowerCase() === 'location') ?? 'Location'
    return invalidity(name, value) === null ? { [name]: value } : {}
  }
}

/** What a request has in front of the segments of its operation: the base path. */
function prefixOf(called: string, path: string): string {
  let segments = segmentsOf(path)
  if (segments === 0) return ''
  let end = endOf(called)
  for (; segments > 0 && end > 0; segments--) end = called.lastIndexOf('/', end - 1)
  return called.slice(0, Math.max(0, end))
}

function segmentsOf(path: string): number {
  let segments = 0
  for (let at = endOf(path) - 1; at >= 0; at--) if (path[at] === '/') segments += 1
  return segments
}

/** Where a path ends without slashes at its end. */
function endOf(path: string): number {
  let end = path.length
  while (end > 0 && path[end - 1] === '/') end -= 1
  return end
}
