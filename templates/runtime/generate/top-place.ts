import type { Place } from './generation.ts'
import type { Random } from './random-source.ts'
import type { Told } from './told-value.ts'

/** Values in one body that are made by choice; what the schema demands may come on top. */
const naturalSize = 600

/** The place of a whole value, and what a request tells of it. */
export function topPlace(name: string, random: Random, told?: Told): Place {
  return {
    random,
    depth: 0,
    budget: naturalSize,
    name,
    owner: '',
    listed: false,
    variant: 0,
    copy: 0,
    isItem: false,
    neighbours: null,
    optional: false,
    extent: 'all',
    sent: told?.sent,
    asked: told?.asked,
    open: null,
    family: random.fork('family'),
    around: null,
  }
}
