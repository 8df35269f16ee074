import { invalidity } from '../answer/answer-headers.ts'
import type { ChosenResponse } from '../answer/choose-response.ts'
import type { ReceivedRequest } from '../exchange.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import { fillPath } from './path-shape.ts'

/** Where a created item can be found, for the header `Location`: always with 201, else where it is declared. */
export function locationHeader(
  declared: Readonly<Record<string, string>>,
  created: {
    /** Null where no success is declared. */
    chosen: ChosenResponse | null
    store: SchemaStore
    received: ReceivedRequest
    collection: Collection
    by: CollectionOperation
    scope: readonly string[]
    key: string
  },
): Record<string, string> {
  const { chosen, store, received } = created
  const header = chosen?.response.headers.find(({ name }) => name.toLowerCase() === 'location')
  if (header === undefined && chosen !== null && chosen.status !== 201) return {}
  const path = pathOf(created)
  const absolute = `http://${received.headers.host ?? 'localhost'}${path}`
  const schema = header?.schema ?? true
  const value = [path, absolute].find((each) => store.isValid(schema, 'response', each))
  const name = Object.keys(declared).find((each) => each.toLowerCase() === 'location') ?? 'Location'
  return value === undefined || invalidity(name, value) !== null ? {} : { [name]: value }
}

/** The item's path below the prefix by which the client called. */
function pathOf({
  collection,
  by,
  scope,
  key,
  received,
}: Parameters<typeof locationHeader>[1]): string {
  const path = fillPath(collection.itemPath ?? '', [...scope, key])
  let segments = segmentsOf(by.operation.path)
  if (segments === 0) return path
  // What the request has in front of the operation's own segments is the base path.
  let end = endOf(received.path)
  while (segments > 0 && end > 0) {
    end = received.path.lastIndexOf('/', end - 1)
    segments -= 1
  }
  return end > 0 ? received.path.slice(0, end) + path : path
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
