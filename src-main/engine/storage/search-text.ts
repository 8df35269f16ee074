// Separates the fields of a search text, so that a search never runs over from one into the next.
const separator = '\u001f'

/**
 * Text as every database can hold it: no NUL, no half surrogate, and no separator of ours.
 * What cannot be held is replaced visibly.
 */
export function storableText(text: string): string {
  // The common case costs one scan and no copy.
  if (!text.includes('\0') && !text.includes(separator)) return text.toWellFormed()
  return text.replaceAll('\0', '\ufffd').replaceAll(separator, '\ufffd').toWellFormed()
}

/** Fields in which a text is searched without regard to case; both sides are lowered by Unicode's rules. */
export function searchText(fields: readonly (string | null)[]): string {
  return fields.map((field) => (field ?? '').toLowerCase()).join(separator)
}

/** What the user typed, as it stands in search texts. */
export function searchedText(text: string): string {
  return storableText(text).toLowerCase()
}
