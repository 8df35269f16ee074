import { decodeText } from './decode-text.ts'
import { createLocator, type Locator } from './locate.ts'
import { duplicateJsonKeys } from './locate-in-json.ts'
import { type ParsedText, parseText, type TextProblem } from './parse-text.ts'
import { readLimits, type SpecFiles } from './spec-files.ts'

/** One file of a spec, parsed. */
export interface LoadedFile {
  id: string
  /** Relative to the spec. */
  name: string
  text: string
  format: 'json' | 'yaml'
  /** Plain JSON; undefined for an empty file. */
  value: unknown
  problems: TextProblem[]
  locate: Locator
}

/** Bytes that are no text. */
export class BinaryFile extends Error {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    super('it is a binary file')
    this.bytes = bytes
  }
}

/** Loads the files of one import, each once, within the limits of an import. */
export function createFileLoader(files: SpecFiles): (id: string) => Promise<LoadedFile> {
  const loaded = new Map<string, Promise<LoadedFile>>()
  let totalBytes = 0

  async function load(id: string): Promise<LoadedFile> {
    const bytes = await files.read(id)
    totalBytes += bytes.length
    if (totalBytes > readLimits.totalBytes) throw new Error('the files are too large together')
    const decoded = decodeText(bytes)
    if (!decoded) throw new BinaryFile(bytes)
    const { text, note } = decoded
    const parsed = await parseText(text)
    return {
      id,
      name: files.nameOf(id),
      text,
      format: parsed.format,
      value: parsed.value,
      problems: [
        ...(note === undefined ? [] : [{ code: 'encoding', message: note }]),
        ...parsed.problems,
        ...duplicates(text, parsed),
      ],
      locate: createLocator(text, parsed.format),
    }
  }

  return (id) => {
    const known = loaded.get(id)
    if (known !== undefined) return known
    if (loaded.size >= readLimits.files) {
      return Promise.reject(new Error(`the spec has more than ${readLimits.files} files`))
    }
    const loading = load(id)
    loaded.set(id, loading)
    return loading
  }
}

function duplicates(text: string, parsed: ParsedText): TextProblem[] {
  if (parsed.format !== 'json') return []
  return duplicateJsonKeys(text).map(({ key, pointer, position }) => ({
    code: 'duplicate-key',
    message: `The key "${key}" is there twice; the last one counts.`,
    pointer,
    ...position,
  }))
}
