import { join } from 'node:path'
import type { SpecSource } from '#contract/spec-source.ts'
import { openFolderFiles } from './folder-files.ts'
import { openText, openUploadedFiles } from './memory-files.ts'
import type { SpecFiles } from './spec-files.ts'
import { openUrlFiles, withRemoteReferences } from './url-files.ts'

export interface OpenOptions {
  samplesFolder: string
  allowRemoteRefs: boolean
  signal: AbortSignal | undefined
}

/** The files of a source. Rejects with the file system's error, or an Error whose message is one clause. */
export async function openSource(source: SpecSource, options: OpenOptions): Promise<SpecFiles> {
  const files = await openOwnFiles(source, options)
  return withRemoteReferences(files, options.allowRemoteRefs, options.signal)
}

async function openOwnFiles(source: SpecSource, options: OpenOptions): Promise<SpecFiles> {
  switch (source.from) {
    case 'path':
      return openFolderFiles(source.path)
    case 'text':
      return openText(source.text, source.fileName)
    case 'files':
      return openUploadedFiles(source.entry, source.files)
    case 'url':
      return openUrlFiles(source.url, options.signal)
    case 'sample':
      return openSample(source.name, options.samplesFolder)
  }
}

async function openSample(name: string, folder: string): Promise<SpecFiles> {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(name)) throw new Error('there is no sample of this name')
  const files = await openFolderFiles(join(folder, name))
  return { ...files, source: name }
}

/** What to call a source before anything of it is read. */
export function sourceName(source: SpecSource): string {
  switch (source.from) {
    case 'path':
      return source.path.split(/[\\/]/).at(-1) ?? source.path
    case 'text':
      return source.fileName ?? 'the pasted text'
    case 'files':
      return source.entry
    case 'url':
      return source.url
    case 'sample':
      return source.name
  }
}
