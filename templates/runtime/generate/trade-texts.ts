import { currencyOf, localityOf, phoneOf } from './addresses.ts'
import { one, sampled } from './choose-one.ts'
import type { TextMaker } from './generation.ts'
import { subjects } from './surroundings.ts'
import { priceOf, totalOf } from './totals.ts'

/** A number as people read it: `INV-20418`, by what it is the number of. */
const numbered: TextMaker = (place, generation) => {
  const [about = ''] = subjects(place)
  if (/(^| )(phone|telephone|mobile|fax)( number)?$/.test(about)) return phoneOf(place, generation)
  const words = generation.names.words(place.name)
  const thing = words.length > 1 ? words[0] : about.split(' ').at(-1)
  const prefix =
    (thing ?? 'ref')
      .replaceAll(/[^a-z]/g, '')
      .slice(0, 3)
      .toUpperCase() || 'REF'
  return `${prefix}-${place.family.fork(`number of ${thing}`).integer(10_000, 99_999) + place.variant}`
}

const errorCode = one('not_found|invalid_request|conflict|forbidden')

/** Codes of things, by what they are codes of. */
const codeOf: TextMaker = (place, generation) => {
  const [thing = ''] = subjects(place)
  if (/(country|nation)$/.test(thing)) return localityOf(place, generation).country
  if (/(currency|money|price|amount)$/.test(thing)) return currencyOf(place, generation)
  if (/(phone|telephone|mobile)( number)?$/.test(thing)) return `+${generation.region.dial}`
  if (/(language|locale)$/.test(thing)) return generation.region.language
  if (/(error|problem|exception|fault|violation|warning)$/.test(thing))
    return errorCode(place, generation)
  if (/(coupon|voucher|discount|promotion|offer)$/.test(thing)) {
    return place.random.pick(['WELCOME10', 'SPRING25', 'FREESHIP'])
  }
  return numbered(place, generation)
}

const ticker = one('ACME|GLBX|NRTH|ORCH|SMMT')

/** A sign of a currency, or what a share is traded as. */
const symbolOf: TextMaker = (place, generation) =>
  /(currency|money|price|amount)$/.test(subjects(place)[0] ?? '')
    ? currencySymbol(place, generation)
    : ticker(place, generation)

const currencySymbol: TextMaker = (place, generation) => {
  const currency = currencyOf(place, generation)
  return { USD: '$', EUR: '€', GBP: '£', JPY: '¥' }[currency] ?? currency
}

const amount: TextMaker = (place, generation) =>
  (totalOf(place, generation) ?? priceOf(place, generation, false)).toFixed(2)

/** Texts about goods and money. */
export const tradeTexts = (): (readonly [names: string, make: TextMaker])[] => [
  ['product|product name|item name|item|article', sampled((data) => data.commerce.productName())],
  [
    'sku|item code|product code|stock code',
    (place, { faker }) => faker(place.random).string.alphanumeric({ length: 8, casing: 'upper' }),
  ],
  [
    'order number|invoice number|reference|reference number|ticket number|case number|tracking number|receipt number|document number|part number|customer number|contract number|confirmation number|transaction number|ref|external reference|number|serial number|po number|purchase order number|confirmation code|booking reference|order id|invoice id|reference id|order reference',
    numbered,
  ],
  ['code', codeOf],
  ['error code|error type|error|reason code', errorCode],
  ['barcode|ean|gtin|upc', ({ random }, { faker }) => faker(random).commerce.upc()],
  [
    'isbn10',
    ({ random }, { faker }) => faker(random).commerce.isbn({ variant: 10, separator: '' }),
  ],
  ['isbn13', ({ random }, { faker }) => faker(random).commerce.isbn({ separator: '' })],
  ['isbn', ({ random }, { faker }) => faker(random).commerce.isbn()],
  ['color|colour|color name|theme color|background', one('teal|coral|navy|olive|indigo|amber')],
  [
    'hex color|color code|color hex|hex|background color|text color|foreground color|primary color|accent color',
    ({ random }) => `#${random.integer(0x33_33_33, 0xdd_dd_dd).toString(16)}`,
  ],
  ['material', sampled((data) => data.commerce.productMaterial())],
  ['size', one('S|M|L|XL')],
  [
    'currency|currency code|currency id|iso currency|base currency|source currency|target currency',
    currencyOf,
  ],
  ['currency symbol', currencySymbol],
  [
    'price|amount|total|cost|balance|fee|subtotal|tax|total price|total amount|unit price|amount due|net|gross|discount amount',
    amount,
  ],
  ['quantity|qty|count', ({ random }) => String(random.integer(1, 12))],
  ['iban', ({ random }, { faker }) => faker(random).finance.iban()],
  ['bic|swift|swift code|bic code', ({ random }, { faker }) => faker(random).finance.bic()],
  [
    'account number|bank account|bank account number',
    ({ random }, { faker }) => faker(random).finance.accountNumber(),
  ],
  ['routing number|sort code', ({ random }, { faker }) => faker(random).finance.routingNumber()],
  ['card number|credit card number|pan', () => '4242424242424242'],
  [
    'last4|last four|card last four|last digits',
    ({ random }) => String(random.integer(1000, 9999)),
  ],
  ['cvv|cvc', ({ random }) => String(random.integer(100, 999))],
  ['card type|card brand|network', one('visa|mastercard|amex')],
  [
    'vat|vat number|vat id|tax id|tax number',
    ({ random }, { region }) => `${region.country}${random.integer(100_000_000, 999_999_999)}`,
  ],
  ['mask|account mask|card mask', ({ random }) => String(random.integer(1000, 9999))],
  ['ticker|ticker symbol|stock symbol', ticker],
  ['symbol', symbolOf],
  ['isin', ({ random }) => `US${random.integer(100_000_000, 999_999_999)}0`],
  ['isrc', ({ random }) => `USRC1${random.integer(1_000_000, 9_999_999)}`],
  ['carrier code|shipping carrier|shipping carrier code', one('DHL|UPS|FedEx')],
  ['market|available markets', one('US|GB|DE|FR|NL')],
  ['plan|tier|plan name', one('starter|team|business')],
  ['unit|units|uom|unit of measure|measurement unit', one('kg|m|piece|hour')],
  ['vin', ({ random }, { faker }) => faker(random).vehicle.vin()],
  [
    'license plate|registration number|plate',
    ({ random }, { faker }) => faker(random).vehicle.vrm(),
  ],
  ['flight number|flight', ({ random }) => `LH${random.integer(100, 999)}`],
  [
    'seat|seat number',
    ({ random }) => `${random.integer(1, 30)}${random.pick(['A', 'B', 'C', 'D'])}`,
  ],
]
