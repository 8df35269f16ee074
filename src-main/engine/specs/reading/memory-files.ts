import { posix } from 'node:path'
import { percentDecode } from './json-pointer.ts'
import { quoted, readLimits, refusalByForm, type SpecFiles } from './spec-files.ts'

/**
 * A spec of uploaded files; data is base64. References reach the other uploaded files.
 * Throws an Error with one clause when the entry is not among them.
 */
export function openUploadedFiles(
  entry: string,
  files: readonly { name: string; data: string }[],
): SpecFiles {
  const byName = new Map<string, string>()
  let total = 0
  for (const file of files) {
    total += file.data.length
    byName.set(uploadName(file.name), file.data)
  }
  if (total > readLimits.totalBytes) throw new Error('the files are too large together')
  const entryName = uploadName(entry)
  if (!byName.has(entryName))
    throw new Error(`there is no file ${quoted(entry)} among the uploaded ones`)

  return {
    entry: entryName,
    name: posix.basename(entryName),
    source: entryName,
    nameOf: (id) => id,
    resolve(reference, from) {
      const refusal = refusalByForm(reference)
      if (refusal) return refusal
      const decoded = percentDecode(reference).replaceAll('\\', '/')
      const id = posix.normalize(posix.join(posix.dirname(from), decoded))
      if (id === '..' || id.startsWith('../')) {
        return {
          refused: 'outside',
          message: `The reference ${quoted(reference)} leads outside the uploaded files; it was not read.`,
        }
      }
      return refusalByForm(decoded) ?? { id }
    },
    async read(id) {
      const data = byName.get(id)
      if (data === undefined) throw new Error('it is not among the uploaded files')
      return Buffer.from(data, 'base64')
    },
  }
}

/** A pasted or typed spec: one text, no other files. */
export function openText(text: string, fileName: string | undefined): SpecFiles {
  const name = fileName ?? 'the pasted text'
  return {
    entry: name,
    name,
    source: name,
    nameOf: (id) => id,
    resolve(reference) {
      const refusal = refusalByForm(reference)
      if (refusal) return refusal
      return {
        refused: 'outside',
        message: `The reference ${quoted(reference)} leads outside the pasted text, which has no other files.`,
      }
    },
    read: async () => Buffer.from(text, 'utf8'),
  }
}

function uploadName(name: string): string {
  const normal = posix.normalize(name.replaceAll('\\', '/'))
  return normal.replace(/^(\.\.?\/|\/)+/, '')
}
