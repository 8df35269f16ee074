import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { readZip } from './read-zip.ts'

interface Member {
  text: string
  compress?: boolean
  mode?: number
}

async function archiveOf(members: Record<string, Member>): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  for (const [path, { text, ...options }] of Object.entries(members)) {
    zip.addBuffer(Buffer.from(text), path, options)
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return new Uint8Array(Buffer.concat(chunks))
}

/** The same bytes with one name replaced by another of the same length. */
function renamed(archive: Uint8Array<ArrayBuffer>, name: string, other: string): Blob {
  const text = Buffer.from(archive).toString('latin1').replaceAll(name, other)
  return new Blob([Buffer.from(text, 'latin1')])
}

const all = () => true
const long = 'a line of some description\n'.repeat(4_000)

test('packed and stored files come back as they were, with their paths', async () => {
  const archive = await archiveOf({
    'api/openapi.yaml': { text: long },
    'api/pët.json': { text: '{}', compress: false },
  })
  const members = await readZip(new Blob([archive]), all)
  expect(
    await Promise.all(members.map(async ({ path, data }) => [path, await data.text()])),
  ).toEqual([
    ['api/openapi.yaml', long],
    ['api/pët.json', '{}'],
  ])
})

test('only wanted files are unpacked, and links never', async () => {
  const archive = await archiveOf({
    'a.yaml': { text: 'a' },
    'b.png': { text: 'b' },
    'link.yaml': { text: '/etc/passwd', mode: 0o120777 },
  })
  const members = await readZip(new Blob([archive]), (path) => path.endsWith('.yaml'))
  expect(members.map(({ path }) => path)).toEqual(['a.yaml'])
})

test('a path that leads out of the archive is refused', async () => {
  const archive = await archiveOf({ 'aa/evil.yaml': { text: 'x' } })
  await expect(readZip(renamed(archive, 'aa/evil', '../evil'), all)).rejects.toThrow(
    '../evil.yaml in it leads out of the archive.',
  )
  await expect(readZip(renamed(archive, 'aa/evil', '/a/evil'), all)).rejects.toThrow(/leads out/)
})

test('an archive that unpacks to more than allowed is given up', async () => {
  const archive = await archiveOf({ 'a.yaml': { text: long }, 'b.yaml': { text: long } })
  const limits = { files: 10, bytes: long.length + 10 }
  await expect(readZip(new Blob([archive]), all, limits)).rejects.toThrow(/unpacks to more/)
  await expect(readZip(new Blob([archive]), all, { ...limits, files: 1 })).rejects.toThrow(
    /more than 1 files/,
  )
})

test('what is no archive, and a damaged one, is told', async () => {
  await expect(readZip(new Blob(['openapi: 3.1.0']), all)).rejects.toThrow(/not a ZIP archive/)
  const archive = await archiveOf({ 'a.yaml': { text: long } })
  archive.fill(0xff, 45, 90)
  await expect(readZip(new Blob([archive]), all)).rejects.toThrow(/damaged: a.yaml/)
})
