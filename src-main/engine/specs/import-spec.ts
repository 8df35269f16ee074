import type { HealthReport } from '#contract/health-report.ts'
import type { SpecSource } from '#contract/spec-source.ts'
import { EngineError } from '#engine/engine-error.ts'
import { importError } from './import-error.ts'
import { expectedFormats, recogniseFormat, type UnknownFile } from './known-formats.ts'
import type { MockApi } from './mock-api.ts'
import { createProblemLog, type ProblemLog } from './problem-log.ts'
import { BinaryFile, createFileLoader, type LoadedFile } from './reading/load-files.ts'
import { openSource, sourceName } from './reading/open-source.ts'
import { UnreadableText } from './reading/parse-text.ts'
import { readFailure } from './reading/read-failure.ts'
import { quoted, type SpecFiles } from './reading/spec-files.ts'
import { specKinds } from './spec-kinds.ts'

/** An imported spec: what to serve, what it was, and what is wrong with it. */
export interface ImportedSpec {
  mockApi: MockApi
  /** The bundled spec as plain JSON: one document with local references only, otherwise as the author wrote it. */
  document: unknown
  report: HealthReport
  /** Where it came from, for display. */
  source: string
}

export interface ImportOptions {
  /** Folder of the examples that come with the app. */
  samplesFolder: string
  /** Fetch references to other hosts. */
  allowRemoteRefs?: boolean
  onProgress?: (stage: ImportStage, fraction: number) => void
  signal?: AbortSignal
}

export type ImportStage = 'reading' | 'parsing' | 'checking'

/**
 * Imports a spec of any kind. Whatever can be served is served and the rest reported; an input of which nothing can be
 * served rejects with an EngineError (INVALID_SPEC with the place, FORBIDDEN for references outside the folder,
 * NOT_FOUND and IO_FAILED when it cannot be read, CANCELLED), whose message says what to do.
 */
export async function importSpec(
  source: SpecSource,
  options: ImportOptions,
): Promise<ImportedSpec> {
  const name = quoted(sourceName(source))
  try {
    return await readAndImport(source, options, name)
  } catch (error) {
    if (options.signal?.aborted) throw cancelled(name)
    if (error instanceof EngineError) throw error
    if (error instanceof RangeError) {
      throw importError(name, 'it is nested too deeply', 'Simplify it, or import a part of it.')
    }
    throw error
  }
}

/** The failure of an import that its caller stopped. */
export function cancelled(name: string): EngineError {
  return new EngineError('CANCELLED', `Importing ${name} was cancelled.`)
}

async function readAndImport(
  source: SpecSource,
  options: ImportOptions,
  name: string,
): Promise<ImportedSpec> {
  const { signal, samplesFolder, allowRemoteRefs = false } = options
  const progress = options.onProgress ?? (() => undefined)
  signal?.throwIfAborted()
  progress('reading', 0)
  const files = await openFiles(
    () => openSource(source, { samplesFolder, allowRemoteRefs, signal }),
    source.from === 'path' ? source.path : name,
  )
  const problems = createProblemLog()
  const loadFile = createFileLoader(files)
  const root = await loadRoot(files, loadFile)
  signal?.throwIfAborted()
  progress('reading', 1)

  const reported = new Set<LoadedFile>()
  const load = async (id: string): Promise<LoadedFile> => {
    const file = await loadFile(id)
    if (!reported.has(file)) reportText(file, problems)
    reported.add(file)
    return file
  }
  reportText(root, problems)
  reported.add(root)

  const kind = specKinds.find((one) => one.detect(root))
  if (!kind) throw notASpec(files.name, { ...root, bytes: undefined, name: files.name })
  progress('parsing', 0)
  const imported = await kind.import({ files, load, root, problems, signal, progress })
  progress('checking', 1)
  return { ...imported, source: files.source }
}

async function openFiles(open: () => Promise<SpecFiles>, name: string): Promise<SpecFiles> {
  try {
    return await open()
  } catch (error) {
    throw unreadableFile(error, name)
  }
}

function unreadableFile(error: unknown, name: string): EngineError {
  const reason = readFailure(error)
  const code = /^there is no/.test(reason) ? 'NOT_FOUND' : 'IO_FAILED'
  const hint = 'Check the path or address and try again.'
  return new EngineError(code, `Cannot import ${name}: ${reason}. ${hint}`, { data: { hint } })
}

async function loadRoot(
  files: SpecFiles,
  load: (id: string) => Promise<LoadedFile>,
): Promise<LoadedFile> {
  const { name, source } = files
  try {
    const root = await load(files.entry)
    if (root.value !== undefined && root.value !== null) return root
    const isBlank = root.text.trim() === ''
    const why = isBlank ? 'it is empty' : 'it is empty but for comments'
    throw importError(name, why, expectedFormats)
  } catch (error) {
    if (error instanceof BinaryFile) {
      throw notASpec(name, { text: undefined, value: undefined, bytes: error.bytes, name })
    }
    if (error instanceof UnreadableText) throw unreadableText(error, name)
    if (error instanceof EngineError) throw error
    // What could not be reached is told in full: the last part of an address says little.
    throw unreadableFile(error, quoted(source))
  }
}

function unreadableText(error: UnreadableText, name: string): EngineError {
  const file = { text: error.text, value: undefined, bytes: undefined, name }
  const isSpec = /^\s*["']?(openapi|swagger)["']?\s*:/m.test(error.text)
  if (!isSpec && recogniseFormat(file)) return notASpec(name, file)
  const { line, column, pointer } = error
  const place = {
    file: name,
    ...(pointer !== undefined && { pointer }),
    ...(line && { line, column }),
  }
  return importError(name, error.message, 'Correct it there and import it again.', { place })
}

function notASpec(name: string, file: UnknownFile): EngineError {
  const known = recogniseFormat(file)
  if (known) return importError(name, `it is ${known.is}`, known.advice)
  const root = file.value
  if (Array.isArray(root)) return importError(name, 'its root is a list', expectedFormats)
  if (typeof root !== 'object') return importError(name, 'it holds only a text', expectedFormats)
  const why = 'it has neither a member "openapi" nor "swagger" that names a version'
  const place = { file: name, pointer: '', line: 1, column: 1 }
  return importError(
    name,
    why,
    `Begin it with a line such as "openapi: 3.1.0". ${expectedFormats}`,
    { place },
  )
}

function reportText(file: LoadedFile, problems: ProblemLog): void {
  for (const { code, message, pointer, line, column } of file.problems) {
    const position =
      line === undefined && pointer !== undefined ? file.locate(pointer) : { line, column }
    const place = {
      file: file.name,
      ...(pointer !== undefined && { pointer }),
      ...definedOnly(position),
    }
    problems.add({ severity: 'warning', code, message, place })
  }
}

function definedOnly(position: { line?: number | undefined; column?: number | undefined }): {
  line?: number
  column?: number
} {
  const { line, column } = position
  return { ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
}
