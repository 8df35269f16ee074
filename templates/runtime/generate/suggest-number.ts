import type { Generation, Place } from './generation.ts'

/** A number that fits the name of its place; null when the name says nothing. Limits are not looked at. */
export function suggestNumber(
  place: Place,
  generation: Generation,
  integer: boolean,
): number | null {
  const { names } = generation
  const make = names.number(place.name)
  if (make) return make(place, generation, integer)
  const words = names.words(place.name)
  // Counts of anything: `open_issues`, `number_of_seats` and `num_comments` say so with more or fewer words.
  const isCount = /^(num|number|count|total|no)$/.test(words[0] ?? '')
  const count = isCount ? names.number('count') : undefined
  return count && words.length > 1 ? count(place, generation, integer) : null
}
