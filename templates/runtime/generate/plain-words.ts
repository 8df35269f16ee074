import { chooseOne } from './choose-one.ts'
import type { Place } from './generation.ts'

const words =
  'Maple|Harbor|Summit|Meadow|River|Cedar|Granite|Willow|Horizon|Lakeside|Aurora|Birch|Compass|Coral|Evergreen|Falcon|Garden|Juniper|Lantern|Northern|Orchard|Pioneer|Sunrise|Westside'.split(
    '|',
  )

const kinds = 'standard|basic|premium|regular|custom|general|primary|default'.split('|')

/** A short word that could stand in many places: names of things begin with it. */
export const plainWord = (place: Place) => chooseOne(words, place)

/** A word that tells one sort of thing from another. */
export const kindWord = (place: Place) => chooseOne(kinds, place)

/** Upper case at the beginning of each word. */
export const titleCase = (text: string) =>
  text.replaceAll(
    /(^|[ -])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
