import type { NamedSource } from './detect-input.ts'
import { groupFiles, type ReadFile } from './group-files.ts'
import { readZip } from './read-zip.ts'

/** A file and its path below the folder that was dropped or chosen. */
export interface DroppedFile {
  path: string
  file: File
}

const textFile = /\.(ya?ml|json|txt)$|^[^.]+$/i
const LARGEST_TEXT_BYTES = 64 * 1024 * 1024
const MOST_FILES = 2_000

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}

/** Finds what a folder has to read, until that is too much. */
async function collect(folder: FileSystemDirectoryEntry, found: DroppedFile[]): Promise<void> {
  const reader = folder.createReader()
  // A reader hands out a folder in pieces, the last of them empty.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const child of batch) {
      if (found.length > MOST_FILES) return
      if (child.name.startsWith('.') || child.name === 'node_modules') continue
      // The two kinds of entries are told apart by their flags only.
      if (child.isDirectory) await collect(child as FileSystemDirectoryEntry, found)
      else if (textFile.test(child.name)) {
        const file = await readFile(child as FileSystemFileEntry)
        found.push({ path: child.fullPath.replace(/^\//, ''), file })
      }
    }
  }
}

/** Refuses a folder of which there is nothing to read, or too much. */
function checkFolder(name: string, files: readonly DroppedFile[]): void {
  if (files.length === 0) {
    throw new Error(`Cannot import ${name}: it holds no YAML or JSON file.`)
  }
  if (files.length > MOST_FILES) {
    const most = MOST_FILES.toLocaleString('en-GB')
    throw new Error(
      `Cannot import ${name}: it holds more than ${most} YAML and JSON files. Take the folder that the description is in.`,
    )
  }
}

/** The files of a drop, those of dropped folders included. Call it before anything is awaited. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const dropped = [...transfer.items]
    .filter((item) => item.kind === 'file')
    // The file of an item, unlike that of an entry, is sure to know its path in the desktop app.
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const found: DroppedFile[] = []
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) {
      const inside: DroppedFile[] = []
      await collect(entry as FileSystemDirectoryEntry, inside)
      checkFolder(entry.name, inside)
      found.push(...inside)
    } else if (file) found.push({ file, path: file.name })
  }
  return found
}

/** Files of a dialog or of the clipboard, by their own names. */
export function chosenFiles(files: Iterable<File>): DroppedFile[] {
  return [...files].map((file) => ({ file, path: file.name }))
}

/** What is to read of a folder that was chosen in a dialog, which answers every file in it. */
export function chosenFolder(files: readonly File[]): DroppedFile[] {
  const [name = ''] = files[0]?.webkitRelativePath.split('/') ?? []
  const inside = files
    .filter(({ webkitRelativePath: path }) => isWanted(path.slice(name.length + 1)))
    .map((file) => ({ file, path: file.webkitRelativePath }))
  checkFolder(name, inside)
  return inside
}

const archiveFile = /\.zip$/i
const ignoredFolder = /(^|\/)(\.|__MACOSX\/|node_modules\/)/

/** Is a file below a folder, or in an archive, worth reading? */
function isWanted(path: string): boolean {
  return textFile.test(nameOf(path)) && !ignoredFolder.test(path)
}

/** The files of an archive in its place; any other file as it is. */
async function unpackArchive(dropped: DroppedFile): Promise<DroppedFile[]> {
  if (!archiveFile.test(dropped.path)) return [dropped]
  try {
    const members = await readZip(dropped.file, isWanted)
    if (members.length === 0) throw new Error('it holds no YAML or JSON file.')
    return members.map(({ path, data }) => ({ path, file: new File([data], nameOf(path)) }))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`Cannot import ${dropped.path}: ${why}`, { cause: error })
  }
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path
}

async function readIfText({ path, file }: DroppedFile): Promise<ReadFile> {
  const isText = textFile.test(nameOf(path)) && file.size <= LARGEST_TEXT_BYTES
  return { path, text: isText ? await file.text() : null }
}

/** Base64 of a file, by the browser's own encoder, so that large ones do not block the window. */
function encode(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

async function sourceOfGroup(
  entry: string,
  members: readonly DroppedFile[],
  pathForFile: ((file: File) => string) | null,
): Promise<NamedSource> {
  const label = nameOf(entry)
  const first = members.find(({ path }) => path === entry)
  const path = first && pathForFile ? pathForFile(first.file) : ''
  if (path) return { label, source: { from: 'path', path } }
  const files = await Promise.all(
    members.map(async (member) => ({ name: member.path, data: await encode(member.file) })),
  )
  return { label, source: { from: 'files', entry, files } }
}

/** The imports that a set of files stands for, and the paths of files that are part of none. */
export async function sourcesOfFiles(
  dropped: readonly DroppedFile[],
  pathForFile: ((file: File) => string) | null,
): Promise<{ sources: NamedSource[]; skipped: string[] }> {
  const files = (await Promise.all(dropped.map(unpackArchive))).flat()
  const { groups, skipped } = groupFiles(await Promise.all(files.map(readIfText)))
  const sources = await Promise.all(
    groups.map(({ entry, members }) =>
      sourceOfGroup(
        entry,
        files.filter(({ path }) => members.includes(path)),
        pathForFile,
      ),
    ),
  )
  return { sources, skipped }
}
