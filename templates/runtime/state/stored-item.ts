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
  /** What the text says, once somebody has asked. */
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

export function itemValue(item: ShelfItem): Item {
  // The text was written from an item.
  item.value ??= JSON.parse(item.text) as Item
  return item.value
}
