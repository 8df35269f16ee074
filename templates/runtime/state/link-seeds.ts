import { propertyNames, propertySchema } from '../answer/schema-parts.ts'
import { nameWords } from '../generate/name-words.ts'
import type { Random } from '../generate/random-source.ts'
import { singular } from '../generate/singular.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection } from './collection.ts'
import { memberAt, withMember } from './item-members.ts'
import { lastName, parametersOf } from './path-shape.ts'
import { listOf, type Shelf } from './shelf.ts'
import { type Item, itemValue, shelfItem } from './stored-item.ts'

/** Links between seeds: members that refer to items of other collections refer to items that are there. */
export interface SeedLinker {
  /** The item with the ids of what the path names above it. */
  withParents(collection: Collection, shelf: Shelf, item: Item): Item
  link(collection: Collection, shelf: Shelf, random: Random): void
}

interface Link {
  member: string
  target: Collection
  /** `id`: the member is the id of the other item; `item`: it is the other item. */
  kind: 'id' | 'item'
}

export function createSeedLinker(parts: {
  collections: readonly Collection[]
  store: SchemaStore
  shelf: (collection: string, scope: readonly string[]) => Shelf
}): SeedLinker {
  const { collections, store, shelf } = parts
  const links = new Map<Collection, Link[]>()
  const upward = new Map<Collection, { member: string; at: number }[]>()
  /** Only what belongs to nothing else can be referred to from everywhere. */
  const targets = collections.filter(
    ({ off, operations }) => !off && operations[0]?.scope.length === 0,
  )

  function linksOf(collection: Collection): Link[] {
    let found = links.get(collection)
    if (found === undefined) {
      const { itemSchema } = collection
      found = propertyNames(itemSchema, store).flatMap((member): Link[] => {
        const one = linkOf(collection, member, propertySchema(itemSchema, member, store))
        return one === null ? [] : [one]
      })
      links.set(collection, found)
    }
    return found
  }

  function linkOf(
    collection: Collection,
    member: string,
    schema: JsonSchema | undefined,
  ): Link | null {
    const words = nameWords(member)
    const isOwnId = collection.id?.at.length === 1 && collection.id.at[0] === member
    if (isOwnId || schema === undefined) return null
    const whole = store.resolve(schema)
    for (const target of targets) {
      if (target === collection || target.id === null) continue
      if (typeof whole === 'object' && whole === store.resolve(target.itemSchema)) {
        return { member, target, kind: 'item' }
      }
      const thing = nameWords(singular(lastName(target.path))).join(' ')
      const idName = target.id.at.at(-1) ?? 'id'
      const refers = words.length > 1 && words.slice(0, -1).join(' ') === thing
      if (refers && ['id', 'uuid', idName.toLowerCase()].includes(words.at(-1) ?? '')) {
        return { member, target, kind: 'id' }
      }
    }
    return null
  }

  /** Members that refer to what is above, with how many path parameters stand before it. */
  function upwardOf({ path, itemSchema, id }: Collection): { member: string; at: number }[] {
    const members = propertyNames(itemSchema, store).filter(
      (member) => !(id?.at.length === 1 && id.at[0] === member),
    )
    return parentNames(path).flatMap((names, at) =>
      members
        .filter((member) => names.has(nameWords(member).join(' ')))
        .map((member) => ({ member, at })),
    )
  }

  /** What the path says of the items above: `userId` below `/users/{userId}` or `/users/{id}`. */
  function withParents(collection: Collection, one: Shelf, item: Item): Item {
    let known = upward.get(collection)
    if (known === undefined) {
      known = upwardOf(collection)
      upward.set(collection, known)
    }
    let linked = item
    for (const { member, at } of known) {
      const key = one.scope[at] ?? ''
      linked = firstValid(collection, linked, member, [key, Number(key)])
    }
    return linked
  }

  /** The item with the first of the values that its schema allows there. */
  function firstValid(
    { itemSchema }: Collection,
    item: Item,
    member: string,
    values: readonly unknown[],
  ): Item {
    for (const value of values) {
      const linked = withMember(item, [member], value)
      if (store.isValid(itemSchema, 'response', linked)) return linked
    }
    return item
  }

  return {
    withParents,
    link(collection, one, random) {
      for (const [key, seeded] of one.items) {
        let item = itemValue(seeded)
        for (const { member, target, kind } of linksOf(collection)) {
          const others = listOf(shelf(target.name, []))
          if (!Object.hasOwn(item, member) || others.length === 0) continue
          const picked = random.fork(`${key} ${member}`).pick(others)
          const other = itemValue(picked)
          const id = memberAt(other, target.id?.at ?? []) ?? picked.key
          item = firstValid(collection, item, member, [kind === 'id' ? id : other])
        }
        // What the path says is surer than what a name suggests.
        one.items.set(key, shelfItem(key, withParents(collection, one, item), 'seed'))
      }
    },
  }
}

/** For each parameter of a path the names under which an item may refer to what is above it. */
function parentNames(path: string): Set<string>[] {
  const segments = path.split('/')
  return segments.flatMap((segment, at) => {
    const [parameter] = parametersOf(segment)
    if (parameter === undefined) return []
    const thing = nameWords(singular(segments[at - 1] ?? '')).join(' ')
    const names = new Set([`${thing} id`, nameWords(parameter).join(' ')])
    // Items have an `id` of their own.
    names.delete('id')
    return [names]
  })
}
