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
const lines =
  /^(item|line|line item|order item|order line|invoice line|product|entry|position|cart item|detail|article)$/

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
  const name = generation.names.read(place.name)
  if (!total.test(name)) return null
  for (let around = place.around; around; around = beyond(around)) {
    const sum =
      fromSubtotal(name, around) ??
      fromPrice(name, around) ??
      fromLines(around, generation) ??
      fromCounts(name, around, generation)
    if (sum !== null) return sum
  }
  return null
}

function fromSubtotal(name: string, { members }: Around): number | null {
  if (subtotal.test(name)) return null
  let sum: number | null = null
  let changes = 0
  for (const { words: other, value } of members) {
    const number = asNumber(value)
    if (number === null) continue
    if (subtotal.test(other)) sum ??= number
    else if (added.test(other)) changes += number
    else if (taken.test(other)) changes -= number
    else if (name === 'amount due' && paid.test(other)) changes -= number
  }
  return sum === null || sum + changes < 0 ? null : cents(sum + changes)
}

function fromPrice(name: string, { members }: Around): number | null {
  let each: number | null = null
  let count: number | null = null
  for (const { words: other, value } of members) {
    if (other === name) continue
    if (price.test(other)) each ??= asNumber(value)
    if (quantity.test(other)) count ??= asNumber(value)
  }
  return each === null || count === null ? null : cents(each * count)
}

function fromLines({ members }: Around, generation: Generation): number | null {
  for (const { name, value } of members) {
    if (!Array.isArray(value) || value.length === 0) continue
    if (!lines.test(generation.names.thing(name))) continue
    const sums = value.map((line) => (isRecord(line) ? lineTotal(line, generation) : null))
    if (sums.every((sum) => sum !== null)) {
      return cents(sums.reduce((sum, line) => sum + line, 0))
    }
  }
  return null
}

/** `total` of an object that counts things by their kind. */
function fromCounts(name: string, { names: called, members }: Around, { names }: Generation) {
  const isCounts = called.some((own) => /(^| )(count|counter|tally)s?$/.test(names.read(own)))
  if (!isCounts || name !== 'total') return null
  const counts = members.filter(({ words, value }) => words !== name && value !== null)
  const numbers = counts.map(({ value }) => value)
  return numbers.length > 1 && numbers.every((value) => typeof value === 'number')
    ? numbers.reduce((sum, value) => sum + value, 0)
    : null
}

function lineTotal(line: Record<string, unknown>, generation: Generation): number | null {
  const { names } = generation
  let single: number | null = null
  let count: number | null = null
  for (const [member, value] of Object.entries(line)) {
    const name = names.read(member)
    const number = asNumber(value)
    if (number === null) continue
    // `amount` of a line with a price and a quantity is their product.
    if (total.test(name) && name !== 'amount') return number
    if (price.test(name)) single ??= number
    if (quantity.test(name)) count ??= number
  }
  return single === null ? null : single * (count ?? 1)
}

function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null
}

const cents = (amount: number) => Math.round(amount * 100) / 100
