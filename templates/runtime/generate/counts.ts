import { itemsBefore } from './fill-counts.ts'
import type { Generation, Place } from './generation.ts'

/** Words that say of a member that it counts, not what. */
const counting =
  /^(count|counts|total|totals|num|number|of|size|length|items|item|results|result|records|elements|found|hits|matches|returned|no|all|entries)$/

/**
 * How long the list is that a member such as `total` or `comments_count` counts: the list that its name speaks of,
 * or the only one in the object, or in the one around an object such as `meta`. Null when there is none.
 */
export function countBeside(place: Place, generation: Generation): number | null {
  const { names } = generation
  const counted = names
    .words(place.name)
    .filter((word) => !counting.test(word))
    .join(' ')
  let levels = 0
  let before = 0
  const isWhole = /(^| )total( |$)/.test(names.read(place.name))
  for (let around = place.around; around && levels < 2; around = around.outer, levels += 1) {
    const lists: unknown[][] = []
    if (isWhole) before = Math.max(before, itemsBefore(around.members))
    for (const { name, words, value } of around.members) {
      if (!Array.isArray(value)) continue
      if (counted !== '' && words === counted) return value.length
      if (counted !== '' && names.thing(name) === names.thing(counted)) return value.length
      lists.push(value)
    }
    const [list] = lists
    if (counted === '' && list && lists.length === 1) return list.length + before
    if (counted === '' && lists.length > 1) return null
  }
  return null
}
