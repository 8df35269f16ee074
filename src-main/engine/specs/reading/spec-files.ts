/** A reference that names a file which must not be read. The message says which and why. */
export interface RefusedReference {
  refused: 'outside' | 'remote' | 'not-a-spec'
  message: string
}

/** Where a spec and the files it refers to come from. File ids are opaque to everyone else. */
export interface SpecFiles {
  /** Id of the file to begin with. */
  entry: string
  /** What to call the spec in messages, such as `petstore.yaml`. */
  name: string
  /** Where it came from, for display: a path, an address, a name. */
  source: string
  /** Bytes of a file. Rejects with an Error whose message is one clause. */
  read(id: string): Promise<Uint8Array>
  /** Id of the file that a reference (without fragment) of the file `from` means. */
  resolve(reference: string, from: string): { id: string } | RefusedReference
  /** Short name of a file relative to the spec, for messages and derived names. */
  nameOf(id: string): string
}

/** Bounds on what one import may read. */
export const readLimits = {
  fileBytes: 64 * 1024 * 1024,
  totalBytes: 192 * 1024 * 1024,
  files: 2000,
} as const

/** Extensions of files that can be parts of a spec; references to anything else are not followed. */
const specExtensions = /\.(ya?ml|json|jsonc|oas\d*|swagger|openapi)$/i

/**
 * Judges a reference before any file is touched: what leads out of the folder by its very form (a `file:`
 * URL, an absolute path, a drive letter, a UNC path) or is no spec file is refused with a message naming it.
 */
export function refusalByForm(reference: string): RefusedReference | undefined {
  const outside = (what: string): RefusedReference => ({
    refused: 'outside',
    message: `The reference ${quoted(reference)} is ${what}, outside the folder of the spec; it was not read.`,
  })
  if (reference.includes('\0')) return outside('not a file name')
  if (/^[a-z]:[\\/]/i.test(reference)) return outside('an absolute path')
  if (/^(\\\\|\/\/)/.test(reference)) return outside('a network path')
  if (/^[\\/]/.test(reference)) return outside('an absolute path')
  if (/^file:/i.test(reference)) return outside('a file URL')
  if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) return outside('a URL that is not http or https')
  const fileName = reference.split(/[\\/]/).at(-1) ?? ''
  if (/\.[^.]*$/.test(fileName) && !/^\.+$/.test(fileName) && !specExtensions.test(fileName)) {
    return {
      refused: 'not-a-spec',
      message: `The reference ${quoted(reference)} names a file that is neither YAML nor JSON; it was not read.`,
    }
  }
  return undefined
}

/** True for references to other hosts. */
export function isRemoteReference(reference: string): boolean {
  return /^https?:/i.test(reference)
}

/** Text of a spec within a message: cut, and free of control characters. */
export function quoted(text: string): string {
  const clean = text.replace(/[\p{Cc}\u2028\u2029]/gu, '�')
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean
}

/** What a spec has in a place within a message: text as it is, anything else as JSON. */
export function quotedValue(value: unknown): string {
  return quoted(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))
}
