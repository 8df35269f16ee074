/** Scalars whose neighbours follow from them. */
const sources =
  /^((.* )?(id|gid|uuid|guid|first name|given name|last name|family name|firstname|lastname|surname|forename)|(.* )?(country( code)?|city|town)|name|title|full name|(.* )?(price|unit price|unit amount|unit cost|rate|quantity|qty|units|hours|tax|tax amount|vat|shipping|shipping cost|discount|fee|tip|limit|page size|per page|pagesize|perpage|size|page|mime type|mimetype|content type|media type|file type|filetype|extension|file extension))$/

/** What is added up, counted or pointed to elsewhere. */
const results =
  /^((.* )?(total|totals|amount due|balance|gross|sum|count|counts|value|total amount|total price|line total|grand total|amount|number of .*|num .*)|total .*|count .*|.* count|.* total|has more|has next|has next page|(.* )?(url|uri|href|link|self|html url|location))$/

/** Made from the lines, and part of the total. */
const subtotals =
  /^(sub ?total|net|net amount|net total|subtotal (price|amount)|amount subtotal|total before tax)$/

/** Objects about the list beside them. */
const abouts =
  /^(meta|metadata|pagination|paging|page info|paginator|page|cursor|links|link|_links|summary|totals|stats)$/

/** References are made after the things they may refer to; an object's own id was made first. */
const reference = /.+ (id|ids|uuid|guid|gid|uid|key|ref)$/

/**
 * The order in which an object's members are made, lowest first: from what others follow from to what follows from
 * others. Their order in the body stays that of the schema.
 */
export function makingOrder(name: string, stage: number): number {
  if (/(^| )in (cents|(base|minor) units)$|^minor units$/.test(name)) return 8.5
  if (subtotals.test(name)) return 7
  if (results.test(name)) return 8
  if (reference.test(name)) return 7
  if (/^(gender|sex)$/.test(name)) return -1
  if (sources.test(name)) return 0
  if (/(^| )slug$|^url key$/.test(name)) return 4
  return stage < 1 ? 1 : 1 + stage / 10
}

/** Objects and lists are made when the scalars beside them are there, and before what is counted from them. */
export const compositeOrder = 5

/** The same for an object or a list, by its words and the order of its name. */
export const orderOfComposite = (words: string, own: number) =>
  abouts.test(words) ? 9 : Math.max(own, compositeOrder)

/** What the schema itself gives comes first of all: the rest follows it. */
export const givenOrder = -2
