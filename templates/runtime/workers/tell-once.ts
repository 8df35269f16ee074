/** Something as it is written, or the number under which it was told before. */
export type Told<Written> = Written | number

/** Tells another process of objects; one that comes again gets a number. */
export interface Teller<Thing, Written> {
  tell(thing: Thing, limit: number): Told<Written>
  /** What got a number since the last time, in the order of the numbers. */
  takeNew(): Written[]
  /** How many have a number. */
  count(): number
  /** The numbers begin at 0 again. */
  forget(): void
}

/** Only what comes a second time gets a number: most of what comes once does not come again. */
export function createTeller<Thing extends object, Written>(
  write: (thing: Thing, limit: number) => Written,
): Teller<Thing, Written> {
  let seen = new WeakSet<Thing>()
  let numbers = new WeakMap<Thing, number>()
  let count = 0
  let fresh: Written[] = []

  return {
    tell(thing, limit) {
      const number = numbers.get(thing)
      if (number !== undefined) return number
      const written = write(thing, limit)
      if (!seen.has(thing)) {
        seen.add(thing)
        return written
      }
      numbers.set(thing, count)
      fresh.push(written)
      count += 1
      return count - 1
    },
    takeNew() {
      const taken = fresh
      fresh = []
      return taken
    },
    count: () => count,
    forget() {
      seen = new WeakSet()
      numbers = new WeakMap()
      count = 0
    },
  }
}
