import type { Place } from './generation.ts'
import type { Random } from './random-source.ts'

/** Values in one body that are made by choice; what the schema demands may come on top. */
const naturalSize = 600

/** The place of a whole value. */
export function topPlace(name: string, random: Random): Place {
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
    sent: undefined,
    asked: undefined,
    open: null,
    family: random.fork('family'),
    around: null,
  }
}
