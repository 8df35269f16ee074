import type { CollectionRole, StateCollection } from '#contract/state.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type Collection, operationOf, pointerTo } from './collection.ts'
import { successSchema } from './operation-schemas.ts'
import { levelOf } from './rate-collection.ts'
import { createSpots } from './spots.ts'

/** A collection as screens show it; what it holds is told by the state. */
export function describeCollection(
  collection: Collection,
  store: SchemaStore,
): Omit<StateCollection, 'items' | 'changed'> {
  const { name, path, itemPath, id, parent, confidence, reasons, corrected, off } = collection
  return {
    name,
    path,
    itemPath,
    parent,
    confidence,
    corrected,
    off,
    id: id === null ? null : pointerTo(id.at),
    idType: id?.type ?? 'string',
    listAt: placeIn(collection, 'list', store),
    itemAt: placeIn(collection, 'read', store),
    level: levelOf(confidence),
    reasons: [...reasons],
    operations: collection.operations.map(({ operation, role }) => ({
      id: operation.id,
      method: operation.method,
      path: operation.path,
      role,
    })),
  }
}

/** Where the answer of the operation with this role holds the list or the item. */
function placeIn(
  collection: Collection,
  role: Extract<CollectionRole, 'list' | 'read'>,
  store: SchemaStore,
): string | null {
  const by = operationOf(collection, role)
  if (by === undefined) return null
  const kind = role === 'list' ? 'list' : 'item'
  const spot = createSpots(store).find(collection, by, successSchema(by.operation), kind)
  return spot === null ? null : pointerTo(spot.at)
}
