import { isObject, member } from '../json-value.ts'
import { appendPointer, fragmentTokens } from '../reading/json-pointer.ts'

/** A value and the pointer it stands at. */
export interface Found {
  value: unknown
  pointer: string
}

/**
 * The value at a fragment such as `/components/schemas/Pet` within a document. Where a step of the way is
 * itself a local reference it is followed, as authors expect of `#/components/schemas/Pet/properties/owner/properties/name`.
 */
export function lookUp(document: unknown, fragment: string, follows = 0): Found | undefined {
  // A plain name is an anchor, which is looked up elsewhere; a path without its slash is a common slip.
  if (fragment !== '' && !fragment.startsWith('/')) {
    return fragment.includes('/') ? lookUp(document, `/${fragment}`, follows) : undefined
  }
  let found: Found = { value: document, pointer: '' }
  for (const token of fragmentTokens(fragment)) {
    let next = member(found.value, token)
    while (next === undefined && isObject(found.value)) {
      const reference = member(found.value, '$ref')
      if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined
      follows++
      const target = follows > 20 ? undefined : lookUp(document, reference.slice(1), follows)
      if (!target) return undefined
      found = target
      next = member(found.value, token)
    }
    if (next === undefined) return undefined
    found = { value: next, pointer: appendPointer(found.pointer, token) }
  }
  return found
}
