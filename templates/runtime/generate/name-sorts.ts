/** What sort of text a name asks for, where this decides between the schema's own examples and made-up texts. */
export type NameSort = 'fixed' | 'code' | 'moment' | 'other'

/** Members that are the same in all things of a kind: what the schema gives is better than anything made up. */
const fixed =
  /(^| )(type|kind|object|class|subtype|unit|units|currency|language|locale|format|mode|method|scheme|version|encoding|extension|source|provider|status|state|model|protocol)$/

/** Members that hold an id or a code. */
const coded =
  /(^| )(id|ids|gid|uid|uuid|guid|sid|key|number|no|code|ref|reference|token|hash|sha|sku|etag|serial|arn|urn|identifier|cursor)$/

/** Members that tell a point in time. */
const timed =
  /(^| )(at|on|date|time|timestamp|ts|day|month|year|created|updated|modified|expiry|expires|start|end|since|until)( (at|on|date|time|utc|ms))?$/

/** Tells the sort from the words of a name. */
export function sortOfName(name: string): NameSort {
  if (fixed.test(name)) return 'fixed'
  if (coded.test(name)) return 'code'
  return timed.test(name) ? 'moment' : 'other'
}
