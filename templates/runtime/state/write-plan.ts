import { itemSchema as itemSchemaOf, propertySchema } from '../answer/schema-parts.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { CollectionOperation, Spot } from './collection.ts'
import type { ItemSchemas } from './compose-item.ts'
import { memberAt, plainItem } from './item-members.ts'
import { requestSchema, successOf } from './operation-schemas.ts'
import { findHome, type SentHome } from './sent-home.ts'
import type { Spots } from './spots.ts'
import type { PlacedRequest } from './state-request.ts'
import type { Item } from './stored-item.ts'
import { type SentSuccess, successFor } from './success-of-write.ts'

/** What an operation needs for each request, found out once. */
export interface WritePlan extends SentSuccess {
  /** Where the thing stands in the body of the request. */
  sentIn: Spot
  /** The member of items in which they keep it; null where it is the item. */
  home: SentHome | null
  schemas: ItemSchemas
  /** True where a client may say which id a new item has. */
  mayChooseId: boolean
}

/** Reads what clients send for a collection. */
export interface WritePlans {
  planOf(request: PlacedRequest): WritePlan
  /** The things that the client sent; null when it sent something else. */
  allSent(request: PlacedRequest): Item[] | null
  /** The only thing that the client sent. */
  sentBy(request: PlacedRequest): Item | null
}

export function createWritePlans({
  store,
  spots,
}: {
  store: SchemaStore
  spots: Spots
}): WritePlans {
  const plans = new WeakMap<CollectionOperation, WritePlan>()

  function planOf({ collection, by }: PlacedRequest): WritePlan {
    let plan = plans.get(by)
    if (plan === undefined) {
      const sentIn = spots.inRequest(collection, by)
      let sentSchema = requestSchema(by.operation)
      for (const name of sentIn.at) sentSchema = propertySchema(sentSchema, name, store)
      if (sentIn.isList) sentSchema = itemSchemaOf(sentSchema, store)
      const { itemSchema, id } = collection
      const home = findHome({ itemSchema, sentSchema }, store)
      const readOnly = store.hiddenMembers('request').declaredBy(itemSchema)
      plan = {
        sentIn,
        home,
        schemas: { itemSchema, sentSchema: home?.schema ?? sentSchema },
        ...successFor(collection, by.role, successOf(by.operation, by.role)),
        mayChooseId: id !== null && !readOnly.has(id.at[0] ?? ''),
      }
      plans.set(by, plan)
    }
    return plan
  }

  function allSent(request: PlacedRequest): Item[] | null {
    const { read } = request
    const { sentIn, home } = planOf(request)
    if (read.body === undefined) return [{}]
    const there = memberAt(read.body, sentIn.at)
    const sent = (sentIn.isList && Array.isArray(there) ? there : [there]).map(plainItem)
    if (!sent.every((one) => one !== null)) return null
    return home === null ? sent : sent.map(home.place)
  }

  function sentBy(request: PlacedRequest): Item | null {
    const all = allSent(request)
    return all?.length === 1 ? (all[0] ?? null) : null
  }

  return { planOf, allSent, sentBy }
}
