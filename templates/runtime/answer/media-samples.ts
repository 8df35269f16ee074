import { crc32, deflateSync, gzipSync } from 'node:zlib'

/** The smallest files that viewers accept, by media type. Images are one pixel, sound is silence. */
const samples: Readonly<Record<string, () => Buffer>> = {
  'image/png': png,
  'image/apng': png,
  'image/gif': () => fromBase64('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=='),
  'image/jpeg': jpeg,
  'image/jpg': jpeg,
  'image/pjpeg': jpeg,
  'image/webp': () => fromBase64('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA='),
  'image/bmp': bmp,
  'image/x-icon': icon,
  'image/vnd.microsoft.icon': icon,
  'application/pdf': pdf,
  'application/zip': zip,
  'application/x-zip-compressed': zip,
  'application/gzip': gzip,
  'application/x-gzip': gzip,
  'audio/wav': wav,
  'audio/x-wav': wav,
  'audio/wave': wav,
  'audio/vnd.wave': wav,
  'audio/mpeg': mp3,
  'audio/mp3': mp3,
  'video/mp4': mp4,
  'audio/mp4': mp4,
  'video/quicktime': mp4,
}

/** A small valid file of a media type (type and subtype, lower case); null for types without a sample. */
export function mediaSample(essence: string): Buffer | null {
  const sample = Object.hasOwn(samples, essence) ? samples[essence] : undefined
  if (sample !== undefined) {
    return sample()
  }
  // Office documents, packages and books are archives.
  if (/\+zip$|openxmlformats|opendocument|java-archive/.test(essence)) {
    return zip()
  }
  return essence.startsWith('image/') ? png() : null
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64')
}

function png(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(1, 0)
  header.writeUInt32BE(1, 4)
  // Eight bits, RGB.
  header[8] = 8
  header[9] = 2
  const pixel = deflateSync(Buffer.from([0, 0x4d, 0xab, 0xf7]))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixel),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([bigEndian(data.length), content, bigEndian(crc32(content))])
}

function jpeg(): Buffer {
  return fromBase64(
    `/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP${'/'.repeat(86)}wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=`,
  )
}

function bmp(): Buffer {
  const file = Buffer.alloc(58)
  file.write('BM', 'latin1')
  file.writeUInt32LE(58, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(1, 18)
  file.writeInt32LE(1, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  file.writeUInt32LE(4, 34)
  return file
}

/** An icon may hold a PNG as it is. */
function icon(): Buffer {
  const image = png()
  const directory = Buffer.alloc(22)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(1, 4)
  directory[6] = 1
  directory[7] = 1
  directory.writeUInt16LE(1, 10)
  directory.writeUInt16LE(24, 12)
  directory.writeUInt32LE(image.length, 14)
  directory.writeUInt32LE(22, 18)
  return Buffer.concat([directory, image])
}

function pdf(): Buffer {
  const text = 'BT /F1 18 Tf 24 100 Td (Mock document) Tj ET'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file + table + trailer, 'latin1')
}

/** An archive with one stored file; dated 1980-01-01, the earliest a ZIP can say. */
function zip(): Buffer {
  const name = Buffer.from('mock.txt', 'latin1')
  const data = Buffer.from('A file from a mock server.\n', 'latin1')
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(0x21, 8)
  shared.writeUInt32LE(crc32(data), 10)
  shared.writeUInt32LE(data.length, 14)
  shared.writeUInt32LE(data.length, 18)
  shared.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, data])
  const made = Buffer.from([20, 0])
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    made,
    shared,
    Buffer.alloc(14),
    name,
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

function gzip(): Buffer {
  return gzipSync(Buffer.from('A file from a mock server.\n', 'latin1'))
}

/** A tenth of a second of silence, 8 kHz, 8 bits, one channel. */
function wav(): Buffer {
  const data = Buffer.alloc(800, 0x80)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

/** Three silent frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz; each is 417 bytes. */
function mp3(): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64])
  return Buffer.concat([frame, frame, frame])
}

/** A container that holds no tracks. */
function mp4(): Buffer {
  const movie = Buffer.alloc(100)
  // Time scale, rate 1.0, volume 1.0, and the identity matrix.
  movie.writeUInt32BE(1000, 12)
  movie.writeUInt32BE(0x1_0000, 20)
  movie.writeUInt16BE(0x100, 24)
  movie.writeUInt32BE(0x1_0000, 36)
  movie.writeUInt32BE(0x1_0000, 52)
  movie.writeUInt32BE(0x4000_0000, 68)
  movie.writeUInt32BE(1, 96)
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
    box('moov', box('mvhd', movie)),
    box('mdat', Buffer.alloc(0)),
  ])
}

function box(type: string, content: Buffer): Buffer {
  return Buffer.concat([bigEndian(content.length + 8), Buffer.from(type, 'latin1'), content])
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
