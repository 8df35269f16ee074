import type { Generation, Place } from './generation.ts'
import { identityOf, numberId } from './identities.ts'
import { momentOf } from './moments.ts'
import { byName, nameWords } from './name-words.ts'

type NameNumber = (place: Place, generation: Generation, integer: boolean) => number

const cents = (place: Place, most: number, integer: boolean) =>
  integer ? place.random.integer(1, most) : place.random.integer(100, most * 100) / 100

const money: NameNumber = (place, _, integer) => cents(place, 500, integer)

const seconds: NameNumber = (place, generation) => Math.floor(momentOf(place, generation) / 1000)

const makers: [names: string, make: NameNumber][] = [
  ['id|uid', (place, generation) => numberId(identityOf(place, generation))],
  ['age', ({ random }) => random.integer(18, 80)],
  ['year', (place, generation) => new Date(momentOf(place, generation)).getUTCFullYear()],
  ['month', ({ random }) => random.integer(1, 12)],
  ['day', ({ random }) => random.integer(1, 28)],
  ['hour|hours', ({ random }) => random.integer(0, 23)],
  ['minute|minutes', ({ random }) => random.integer(0, 59)],
  ['price|amount|total price|cost|balance|fee|subtotal|tax|salary|total amount', money],
  ['quantity|qty', ({ random }) => random.integer(1, 12)],
  ['count|total|total count|size', ({ random }) => random.integer(1, 40)],
  ['rating|score|stars', (place, _, integer) => cents(place, 5, integer)],
  ['percent|percentage|progress|discount', ({ random }) => random.integer(1, 99)],
  ['latitude|lat', ({ random }) => random.integer(-60_000, 70_000) / 1000],
  ['longitude|lng|lon', ({ random }) => random.integer(-170_000, 170_000) / 1000],
  ['page|page number|current page|offset', () => 1],
  ['per page|page size|limit', () => 20],
  ['total pages|page count|last page', () => 1],
  ['port', ({ random }) => random.pick([80, 443, 8080])],
  ['width|height', ({ random }) => random.integer(2, 20) * 50],
  ['weight|length|depth', (place, _, integer) => cents(place, 50, integer)],
  ['status|status code|code|http status', () => 200],
  [
    'timestamp|created at|updated at|expires at|created|updated|expires in|expires|date|time',
    seconds,
  ],
  ['position|index|rank|order|priority|level', ({ random }) => random.integer(1, 10)],
  ['version|revision', ({ random }) => random.integer(1, 5)],
]

const nameNumbers: ReadonlyMap<string, NameNumber> = new Map(
  makers.flatMap(([names, make]) => names.split('|').map((name) => [name, make] as const)),
)

/** A number that fits the name of its place; null when the name says nothing. Limits are not looked at. */
export function suggestNumber(
  place: Place,
  generation: Generation,
  integer: boolean,
): number | null {
  const make = byName(nameNumbers, nameWords(place.name))
  return make ? make(place, generation, integer) : null
}
