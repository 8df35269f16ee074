import type { Constraints } from './constraints.ts'
import type { Generation, OpenSchemas, Place } from './generation.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Times a schema may stand inside itself where it need not. */
const mostNested = 1

/** Times it is followed into itself where it must, before its smallest value is sought. */
const mostRequiredNested = 2

/** Looks whether schemas may be entered at a place, and how far to go on where one of them is entered again. */
export function enter({ names }: Constraints, place: Place, generation: Generation): Place {
  const nested = timesOpen(names, place.open)
  if (nested === 0) return place
  if (nested > mostNested && place.optional) throw new Unsatisfiable('it repeats itself')
  if (nested >= mostRequiredNested) {
    for (const name of names) {
      const schema = generation.index.named(name)
      if (
        schema !== undefined &&
        generation.schemas.height(schema) === Number.POSITIVE_INFINITY &&
        !generation.lenient
      ) {
        throw new Unsatisfiable(`"${name}" requires itself, without end`)
      }
    }
    if (generation.lenient) throw new Unsatisfiable('it has no end')
  }
  if (place.extent === 'required') return place
  return { ...place, extent: nested >= mostRequiredNested ? 'required' : 'scalars' }
}

/** The schemas that are open inside a value: its own, and those around it. */
export function openInside({ names }: Constraints, { open }: Place): OpenSchemas | null {
  return names.length === 0 ? open : { names, outer: open }
}

/** How often that schema is open of which the most values are. */
function timesOpen(names: readonly string[], open: OpenSchemas | null): number {
  let most = 0
  for (const name of names) {
    let count = 0
    for (let at = open; at; at = at.outer) {
      for (const other of at.names) if (other === name) count += 1
    }
    most = Math.max(most, count)
  }
  return most
}
