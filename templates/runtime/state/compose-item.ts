import { propertyNames, propertySchema } from '../answer/schema-parts.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { setMember } from './item-members.ts'
import type { Item } from './stored-item.ts'

/** How an item is shown, and what a client may send; undefined when the spec does not say. */
export interface ItemSchemas {
  itemSchema: JsonSchema
  sentSchema: JsonSchema | undefined
}

/**
 * Puts items together as a server would: what the client sent, what only the server sets (`readOnly` members, and
 * those that a client cannot send), defaults, and what the schema requires. What else the client left out is left out.
 */
export interface ItemComposer {
  /** `base` is what the server has: a generated item, or the one that is replaced. */
  compose(sent: Item, base: Item, schemas: ItemSchemas): Item
  /** Names of the members that no client sets. */
  ownedByServer(schemas: ItemSchemas): ReadonlySet<string>
  /** Names of the members that `compose` would take from a base. */
  neededFor(sent: Item, schemas: ItemSchemas): string[]
}

/** What of the schemas matters; the same schemas give the same plan, which is made once. */
interface Plan {
  /** Names that only the server sets. */
  isServers: (name: string) => boolean
  readOnly: ReadonlySet<string>
  required: ReadonlySet<string>
  names: readonly string[]
  defaults: readonly (readonly [name: string, value: unknown])[]
  /** Schemas of members that are objects with members of their own. */
  inner: ReadonlyMap<string, ItemSchemas>
}

export function createItemComposer(store: SchemaStore): ItemComposer {
  const plans = new Map<JsonSchema, Map<JsonSchema | undefined, Plan>>()

  function planOf({ itemSchema, sentSchema }: ItemSchemas): Plan {
    const bySent = plans.get(itemSchema) ?? new Map<JsonSchema | undefined, Plan>()
    plans.set(itemSchema, bySent)
    let plan = bySent.get(sentSchema)
    if (plan === undefined) {
      plan = makePlan({ itemSchema, sentSchema }, store)
      bySent.set(sentSchema, plan)
    }
    return plan
  }

  function compose(sent: Item, base: Item, schemas: ItemSchemas): Item {
    const plan = planOf(schemas)
    const composed: Record<string, unknown> = {}
    for (const [name, value] of plan.defaults) {
      if (!Object.hasOwn(sent, name)) setMember(composed, name, value)
    }
    for (const name of Object.keys(base)) {
      const isMissing = !Object.hasOwn(sent, name) && plan.required.has(name)
      if (!Object.hasOwn(composed, name) && (plan.isServers(name) || isMissing)) {
        setMember(composed, name, base[name])
      }
    }
    for (const name of Object.keys(sent)) {
      if (plan.readOnly.has(name) && Object.hasOwn(composed, name)) continue
      const value = sent[name]
      const inner = plan.inner.get(name)
      const before = Object.hasOwn(base, name) ? base[name] : undefined
      const isWhole = inner === undefined || !isRecord(value) || !isRecord(before)
      setMember(composed, name, isWhole ? value : compose(value, before, inner))
    }
    return composed
  }

  function neededFor(sent: Item, schemas: ItemSchemas): string[] {
    const { names, isServers, required, defaults, inner } = planOf(schemas)
    return names.filter((name) => {
      if (isServers(name)) return true
      if (!Object.hasOwn(sent, name)) {
        return required.has(name) && !defaults.some(([settled]) => settled === name)
      }
      const value = sent[name]
      const schemasOfMember = inner.get(name)
      return isRecord(value) && schemasOfMember && neededFor(value, schemasOfMember).length > 0
    })
  }

  return { compose, ownedByServer: (schemas) => planOf(schemas).readOnly, neededFor }
}

function makePlan({ itemSchema, sentSchema }: ItemSchemas, store: SchemaStore): Plan {
  const sendable = new Set(propertyNames(sentSchema, store))
  const readOnly = readOnlyMembers({ itemSchema, sentSchema }, sendable, store)
  const names = propertyNames(itemSchema, store)
  const inner = names.flatMap((name): [string, ItemSchemas][] => {
    const schema = propertySchema(itemSchema, name, store)
    const hasMembers = schema !== undefined && propertyNames(schema, store).length > 0
    return hasMembers
      ? [[name, { itemSchema: schema, sentSchema: propertySchema(sentSchema, name, store) }]]
      : []
  })
  return {
    isServers: (name) => readOnly.has(name) || (sendable.size > 0 && !sendable.has(name)),
    readOnly,
    required: store.hiddenMembers('response').requiredBy(itemSchema),
    names,
    defaults: [...sendable].flatMap((name) => {
      const value = defaultOf(propertySchema(sentSchema, name, store), store)
      return value === undefined || readOnly.has(name) ? [] : [[name, value] as const]
    }),
    inner: new Map(inner),
  }
}

/** What is `readOnly` in the item, but for what the operation takes all the same. */
function readOnlyMembers(
  { itemSchema, sentSchema }: ItemSchemas,
  sendable: ReadonlySet<string>,
  store: SchemaStore,
): ReadonlySet<string> {
  const hidden = store.hiddenMembers('request')
  const ofItem = hidden.declaredBy(itemSchema)
  if (sentSchema === undefined || sendable.size === 0) return ofItem
  const ofSent = hidden.declaredBy(sentSchema)
  return new Set([...ofItem].filter((name) => !sendable.has(name) || ofSent.has(name)))
}

function defaultOf(schema: JsonSchema | undefined, store: SchemaStore): unknown {
  if (schema === undefined) return undefined
  return store.index.keywords(store.resolve(schema)).default?.value
}
