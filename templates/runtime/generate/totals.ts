import { isRecord } from '../schemas/json-schema.ts'
import type { Around, Generation, Place } from './generation.ts'
import { beyond } from './surroundings.ts'

const price =
  /^((unit|item|list|base|sale|net|selling) )?(price|amount|cost|rate)( each)?$|^price per unit$|^unit (amount|price|cost)$|^hourly rate$/
const quantity = /^(quantity|qty|units|hours|quantity ordered|number of (items|units))$/
const total =
  /^((line|order|sub|item|grand|invoice|cart|net|gross|row|extended) ?)?total( price| amount| cost)?$|^(total|amount|line amount|sum|gross|gross amount|amount due|balance|line cost|extended price)$/
const subtotal =
  /^(sub ?total|net|net amount|net total|total before tax|total excluding tax|total tax excluded|amount subtotal|subtotal (price|amount))$/
const added =
  /^(tax|total tax|tax amount|vat|vat amount|tax total|gst|shipping|shipping cost|shipping total|shipping fee|shipping amount|delivery fee|service fee|fee|fees|tip|tip amount|amount tax|handling|surcharge)$/
const taken =
  /^(discount|discounts|discount amount|discount total|total discount|discount value|rebate|credit applied)$/
const paid = /^(amount paid|paid|total paid|paid amount|deposit)$/
const lists =
  /^(item|line|line item|order item|order line|invoice line|product|entry|position|cart item|detail|article)$/

const counters = /(^| )(count|counter|tally)s?$/

/** What a member stands for in a sum, as far as its name says. */
export interface SumTerm {
  isPrice: boolean
  isQuantity: boolean
  isTotal: boolean
  isSubtotal: boolean
  isAdded: boolean
  isTaken: boolean
  isPaid: boolean
}

/** Reads it from the words of a name; null for names that are no part of sums. */
export function sumTermOf(words: string): SumTerm | null {
  const term: SumTerm = {
    isPrice: price.test(words),
    isQuantity: quantity.test(words),
    isTotal: total.test(words),
    isSubtotal: subtotal.test(words),
    isAdded: added.test(words),
    isTaken: taken.test(words),
    isPaid: paid.test(words),
  }
  return Object.values(term).includes(true) ? term : null
}

/** An amount of money: whole units where it has to be whole, and prices as shops write them else. */
export function priceOf({ random }: Place, _: Generation, integer: boolean): number {
  if (integer) return random.integer(5, 250) * 100
  return (random.integer(5, 250) * 100 - random.pick([1, 1, 5, 50, 100])) / 100
}

/**
 * What a member such as `total` has to be, from what is beside it: price times quantity, the subtotal with tax and
 * the like, or the sum of the lines. Null when its name or its neighbours do not say.
 */
export function totalOf(place: Place, generation: Generation): number | null {
  const { names } = generation
  const name = names.read(place.name)
  const own = names.sumTerm(name)
  if (!own?.isTotal) return null
  for (let around = place.around; around; around = beyond(around)) {
    const sum =
      (own.isSubtotal ? null : fromSubtotal(name, around, generation)) ??
      fromPrice(name, around, generation) ??
      fromLines(around, generation) ??
      (name === 'total' ? fromCounts(around, generation) : null)
    if (sum !== null) return sum
  }
  return null
}

function fromSubtotal(name: string, { members }: Around, { names }: Generation): number | null {
  let sum: number | null = null
  let changes = 0
  for (const { words: other, value } of members) {
    const term = names.sumTerm(other)
    const number = term === null ? null : asNumber(value)
    if (term === null || number === null) continue
    if (term.isSubtotal) sum ??= number
    else if (term.isAdded) changes += number
    else if (term.isTaken) changes -= number
    else if (name === 'amount due' && term.isPaid) changes -= number
  }
  return sum === null || sum + changes < 0 ? null : cents(sum + changes)
}

function fromPrice(name: string, { members }: Around, { names }: Generation): number | null {
  let each: number | null = null
  let count: number | null = null
  for (const { words: other, value } of members) {
    const term = other === name ? null : names.sumTerm(other)
    if (term?.isPrice) each ??= asNumber(value)
    if (term?.isQuantity) count ??= asNumber(value)
  }
  return each === null || count === null ? null : cents(each * count)
}

function fromLines({ members }: Around, generation: Generation): number | null {
  for (const { name, value } of members) {
    if (!Array.isArray(value) || value.length === 0) continue
    if (!lists.test(generation.names.thing(name))) continue
    const sums = value.map((line) => (isRecord(line) ? lineTotal(line, generation) : null))
    if (sums.every((sum) => sum !== null)) {
      return cents(sums.reduce((sum, line) => sum + line, 0))
    }
  }
  return null
}

/** `total` of an object that counts things by their kind. */
function fromCounts({ names: called, members }: Around, { names }: Generation): number | null {
  if (!called.some((own) => counters.test(names.read(own)))) return null
  const counts = members.filter(({ words, value }) => words !== 'total' && value !== null)
  const numbers = counts.map(({ value }) => value)
  return numbers.length > 1 && numbers.every((value) => typeof value === 'number')
    ? numbers.reduce((sum, value) => sum + value, 0)
    : null
}

function lineTotal(line: Record<string, unknown>, { names }: Generation): number | null {
  let single: number | null = null
  let count: number | null = null
  for (const member of Object.keys(line)) {
    const name = names.read(member)
    const term = names.sumTerm(name)
    const number = term === null ? null : asNumber(line[member])
    if (term === null || number === null) continue
    // `amount` of a line with a price and a quantity is their product.
    if (term.isTotal && name !== 'amount') return number
    if (term.isPrice) single ??= number
    if (term.isQuantity) count ??= number
  }
  return single === null ? null : single * (count ?? 1)
}

function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null
}

const cents = (amount: number) => Math.round(amount * 100) / 100
