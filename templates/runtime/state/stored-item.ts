/** The value of an item. Never changed in place: a change puts another one there. */
export type Item = Readonly<Record<string, unknown>>

/**
 * An item on a shelf. It is kept as its JSON: that is a fraction of the memory of its objects, and the largest part of
 * every answer that shows it.
 */
export interface ShelfItem {
  readonly key: string
  readonly text: string
  /** `seed`: as it was seeded; `changed`: a seed that a client changed; `created`: made by a client. */
  readonly origin: 'seed' | 'changed' | 'created'
  /** What the text says, while somebody asks for it again and again. */
  value: Item | null
  /** How schemas show it, once somebody has asked. */
  views: ItemView | null
}

/** An item as one schema shows it. */
export interface ItemView {
  /** Stands for the schema. */
  readonly by: object
  /** JSON; null when the item cannot be made to satisfy the schema. */
  readonly text: string | null
  /** JSON pointers of what had to be made so that the schema is satisfied. */
  readonly repaired: readonly string[]
  /** The view through another schema. */
  readonly next: ItemView | null
}

export function shelfItem(key: string, value: Item, origin: ShelfItem['origin']): ShelfItem {
  return { key, text: JSON.stringify(value), origin, value, views: null }
}

/** What an item is, read for this once: an old item that kept it would carry it along until the memory is cleaned up. */
export function itemValue({ value, text }: ShelfItem): Item {
  // The text was written from an item.
  return value ?? (JSON.parse(text) as Item)
}

/** The same for who asks again and again. */
export function keptValue(item: ShelfItem): Item {
  item.value ??= itemValue(item)
  return item.value
}
