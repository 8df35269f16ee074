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

/** Members that are null as long as nothing has happened: there is no other page, and nothing was deleted. */
const unset =
  /^(next|prev|previous)( (page|url|cursor|link|token|href|page token|page url))*$|^(deleted|archived|cancell?ed|revoked|suspended|disabled|removed|trashed)( (at|on|date|by|time))?$|^(error|errors|last error|failure reason|error message|refusal)$/

/** Whether a member is null in a thing as it usually is. */
export const isUnsetName = (name: string) => unset.test(name)
