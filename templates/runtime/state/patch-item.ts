import { essenceOf } from '../answer/content-kind.ts'
import { propertySchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { memberAt, withMember } from './item-members.ts'
import { isJsonPatch, jsonPatch, PatchError } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import type { PlacedRequest } from './state-request.ts'
import type { Item } from './stored-item.ts'

export type Patched = { item: Item } | { refused: string; status: number } | { why: string }

/**
 * The item after a change of some of its members: a JSON patch when the body is a list of its operations, else a merge
 * patch. The id and what only the server sets stay as they are.
 */
export function patchItem(
  { collection, read, received }: PlacedRequest,
  item: Item,
  /** What the client sent, unless it is a JSON patch. */
  sent: Item | null,
  ownedByServer: ReadonlySet<string>,
  store: SchemaStore,
): Patched {
  const { itemSchema } = collection
  const isMerge = essenceOf(received.headers['content-type'] ?? '').endsWith('merge-patch+json')
  let changed: unknown
  if (isJsonPatch(read.body)) {
    try {
      changed = jsonPatch(item, read.body)
    } catch (error) {
      if (!(error instanceof PatchError)) throw error
      const status = error.kind === 'test' ? 409 : 422
      return { refused: `The patch cannot be applied: ${error.message}.`, status }
    }
  } else {
    if (sent === null) return { why: 'the body is no change of a single item' }
    const required = store.hiddenMembers('response').requiredBy(itemSchema)
    changed = mergePatch(item, sent, (at) => {
      const isRequired = at.length === 1 && required.has(at[0] ?? '')
      return isMerge ? isRequired : isRequired || allowsNull(itemSchema, at, store)
    })
  }
  if (!isRecord(changed)) return { refused: 'The patch would leave no object.', status: 422 }
  return { item: withServerOwned(changed, item, collection.id, ownedByServer) }
}

/** Outside of a merge patch, null is a value where the schema says so. */
function allowsNull(schema: JsonSchema, at: readonly string[], store: SchemaStore): boolean {
  let there: JsonSchema | undefined = schema
  for (const name of at) there = propertySchema(there, name, store)
  return there !== undefined && there !== true && store.isValid(there, 'response', null)
}

function withServerOwned(
  changed: Item,
  before: Item,
  id: PlacedRequest['collection']['id'],
  ownedByServer: ReadonlySet<string>,
): Item {
  const entries = new Map(Object.entries(changed))
  for (const name of ownedByServer) {
    if (Object.hasOwn(before, name)) entries.set(name, before[name])
    else entries.delete(name)
  }
  const item = Object.fromEntries(entries)
  return id === null ? item : withMember(item, id.at, memberAt(before, id.at))
}
