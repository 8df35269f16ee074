import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { percentDecode } from './json-pointer.ts'
import { quoted, readLimits, refusalByForm, type SpecFiles } from './spec-files.ts'

/**
 * A spec on disk. References reach the files below the real folder of the spec and nothing else:
 * paths are checked before reading and, because of symbolic links, again by their real path.
 * Rejects with the error of the file system when there is no such file.
 */
export async function openFolderFiles(path: string): Promise<SpecFiles> {
  const entry = await realpath(resolve(path))
  const entryStat = await stat(entry)
  if (!entryStat.isFile()) throw new Error('it is not a file')
  const folder = dirname(entry)
  const realFolders = new Map<string, Promise<string>>()

  return {
    entry,
    name: basename(path),
    source: path,
    nameOf: (id) => relative(folder, id).split(sep).join('/'),
    resolve(reference, from) {
      const refusal = refusalByForm(reference)
      if (refusal) return refusal
      const decoded = percentDecode(reference).replaceAll('\\', '/')
      const id = resolve(dirname(from), decoded)
      if (isInside(folder, id)) return refusalByForm(decoded) ?? { id }
      return {
        refused: 'outside',
        message: `The reference ${quoted(reference)} leads outside the folder of the spec; it was not read.`,
      }
    },
    async read(id) {
      const real = await realPathOf(id)
      if (!isInside(folder, real)) throw new Error('it leads outside the folder of the spec')
      const info = await lstat(real)
      if (!info.isFile()) throw new Error('it is not a file')
      if (info.size > readLimits.fileBytes) {
        throw new Error(`it is larger than ${readLimits.fileBytes / 1024 / 1024} MiB`)
      }
      return readFile(real)
    },
  }

  /** The real path of each folder is asked for once: a spec may have hundreds of small files. */
  async function realPathOf(path: string): Promise<string> {
    const parent = dirname(path)
    const known = realFolders.get(parent) ?? realpath(parent)
    realFolders.set(parent, known)
    const candidate = join(await known, basename(path))
    const info = await lstat(candidate)
    return info.isSymbolicLink() ? realpath(candidate) : candidate
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
