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
  const called = received.path.replace(/\/+$/, '')
  const segments = by.operation.path.replace(/\/+$/, '').split('/').length - 1
  // What the request has in front of the operation's own segments is the base path.
  const prefix = called.split('/').slice(0, -segments).join('/')
  return `${prefix}${path}`
}
