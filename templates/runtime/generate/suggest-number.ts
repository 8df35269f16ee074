import type { Generation, NumberMaker } from './generation.ts'

/** What makes up numbers that fit a name, whatever their limits; undefined when the name says nothing. */
export function numberFor(name: string, { names }: Generation): NumberMaker | undefined {
  const make = names.number(name)
  if (make) return make
  const words = names.words(name)
  // Counts of anything: `open_issues`, `number_of_seats` and `num_comments` say so with more or fewer words.
  const isCount = /^(num|number|count|total|no)$/.test(words[0] ?? '')
  return isCount && words.length > 1 ? names.number('count') : undefined
}
