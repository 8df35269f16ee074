/** Random choices that one number repeats. */
export interface Dice {
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number
  /** True once in `times` on average. */
  oneIn(times: number): boolean
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  /** An item of a list that may be empty. */
  pickAny<Item>(items: readonly Item[]): Item | undefined
}

/** Mulberry32: small, and good enough to choose where to hit. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0

  function below(end: number): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * end)
  }

  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: (items) => items[below(items.length)] ?? items[0],
    pickAny: (items) => items[below(items.length)],
  }
}
