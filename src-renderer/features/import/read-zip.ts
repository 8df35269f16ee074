/** A file of a ZIP archive, unpacked. */
export interface ZipMember {
  /** Path inside the archive, with slashes. */
  path: string
  data: Blob
}

/** What an archive may hold at most. It comes from anywhere, and small ones can unpack to anything. */
export interface ZipLimits {
  files: number
  bytes: number
}

const usualLimits: ZipLimits = { files: 2_000, bytes: 256 * 1024 * 1024 }

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_LENGTH = 22
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8

interface ZipEntry {
  path: string
  method: number
  packedSize: number
  /** Where its own header begins. */
  offset: number
}

/** Unpacks the files of an archive whose paths are wanted. Throws with a sentence that says why it cannot. */
export async function readZip(
  archive: Blob,
  isWanted: (path: string) => boolean,
  limits: ZipLimits = usualLimits,
): Promise<ZipMember[]> {
  const entries = (await readDirectory(archive)).filter(({ path }) => isWanted(path))
  if (entries.length > limits.files) {
    throw new Error(`it holds more than ${limits.files} files. Unpack it and drop what is needed.`)
  }
  const members: ZipMember[] = []
  let room = limits.bytes
  for (const entry of entries) {
    const data = await unpack(archive, entry, room)
    room -= data.size
    members.push({ path: entry.path, data })
  }
  return members
}

async function viewOf(archive: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await archive.slice(start, end).arrayBuffer())
}

/** The list of contents, which stands at the end of an archive. */
async function readDirectory(archive: Blob): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, archive.size - END_LENGTH - LONGEST_COMMENT)
  const tail = await viewOf(archive, tailStart, archive.size)
  let end = tail.byteLength - END_LENGTH
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end -= 1
  if (end < 0) throw new Error('it is not a ZIP archive, or its end is missing.')
  const size = tail.getUint32(end + 12, true)
  const start = tail.getUint32(end + 16, true)
  if (start + size > archive.size) throw new Error('it is damaged: its list of contents is cut.')
  return parseDirectory(await viewOf(archive, start, start + size))
}

function parseDirectory(view: DataView): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === ENTRY_SIGNATURE) {
    const nameLength = view.getUint16(at + 28, true)
    const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const name = new TextDecoder().decode(
      new Uint8Array(view.buffer, at + 46, Math.min(nameLength, view.byteLength - at - 46)),
    )
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1
    // The upper half holds the mode of a Unix file.
    const isLink = view.getUint32(at + 38, true) >>> 28 === 0xa
    if (isEncrypted) throw new Error(`${name} in it is encrypted. Unpack it and drop the files.`)
    if (!isLink && !/[/\\]$/.test(name)) {
      entries.push({
        path: safePath(name),
        method: view.getUint16(at + 10, true),
        packedSize: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      })
    }
    at += 46 + nameLength + rest
  }
  return entries
}

function safePath(name: string): string {
  const segments = name.replaceAll('\\', '/').split('/')
  if (segments.includes('..') || segments[0] === '' || /^[a-z]:/i.test(name)) {
    throw new Error(`${name} in it leads out of the archive.`)
  }
  return segments.filter((segment) => segment !== '.' && segment !== '').join('/')
}

async function unpack(archive: Blob, entry: ZipEntry, room: number): Promise<Blob> {
  const header = await viewOf(archive, entry.offset, entry.offset + 30)
  if (header.byteLength < 30) throw new Error(`it is damaged: ${entry.path} is missing.`)
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  const packed = archive.slice(start, start + entry.packedSize)
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`${entry.path} in it is packed in a way that browsers cannot read.`)
  }
  const stream =
    entry.method === STORED
      ? packed.stream()
      : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = stream.getReader()
  for (let next = await readChunk(reader, entry); next; next = await readChunk(reader, entry)) {
    size += next.byteLength
    if (size > room) {
      await reader.cancel()
      throw new Error('it unpacks to more than can be imported at once.')
    }
    chunks.push(next)
  }
  return new Blob(chunks)
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  { path }: ZipEntry,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return (await reader.read()).value
  } catch (cause) {
    throw new Error(`it is damaged: ${path} cannot be unpacked.`, { cause })
  }
}
