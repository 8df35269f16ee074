import type { Place, TextMaker } from './generation.ts'
import type { SampleMaker } from './load-faker.ts'

/**
 * One entry of a list that is not empty. What neighbours in a list are given differs, as long as the entries reach:
 * they begin at an entry that is the same for all of them, and go on from there.
 */
export function chooseOne<Entry>(
  entries: readonly Entry[],
  { random, variant, copy, neighbours, name }: Place,
): Entry {
  const stream = neighbours?.fork(`start ${name}`) ?? random
  const start = stream.integer(0, entries.length - 1)
  // The caller's list has entries, so the position exists.
  return entries[(start + (variant || copy)) % entries.length] as Entry
}

/** Makes one of the texts between the bars. */
export function one(texts: string): TextMaker {
  const entries = texts.split('|')
  return (place) => chooseOne(entries, place)
}

/** Makes one of the texts that can be made up from the data of the locale. */
export function sampled(make: SampleMaker): TextMaker {
  return ({ random }, { sample }) => sample(make, random)
}
