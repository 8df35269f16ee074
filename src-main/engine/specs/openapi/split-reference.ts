/** A reference as file and fragment, without the `#`. */
export function splitReference(reference: string): { path: string; fragment: string } {
  const hash = reference.indexOf('#')
  if (hash === -1) return { path: reference, fragment: '' }
  return { path: reference.slice(0, hash), fragment: reference.slice(hash + 1) }
}
