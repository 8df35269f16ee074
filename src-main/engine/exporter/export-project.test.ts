import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportProject } from './export-project.ts'
import { zipProject } from './zip-project.ts'

const run = promisify(execFile)
let folder: string
let projectFolder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'))
  projectFolder = join(folder, 'project')
  await mkdir(join(projectFolder, 'routes'), { recursive: true })
  await mkdir(join(projectFolder, 'node_modules', 'express'), { recursive: true })
  await writeFile(join(projectFolder, 'package.json'), '{"name":"bookshop-mock"}')
  await writeFile(join(projectFolder, 'server.js'), '// server\n')
  await writeFile(join(projectFolder, 'routes', 'books.js'), '// ü\n')
  await writeFile(join(projectFolder, 'node_modules', 'express', 'index.js'), '')
  await writeFile(join(folder, 'private.txt'), 'secret')
  await symlink(join(folder, 'private.txt'), join(projectFolder, 'link.txt'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const names = ['package.json', 'routes/books.js', 'server.js']

async function listed(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort()
}

test('exports a folder without installed packages and links', async () => {
  const path = join(folder, 'out', 'deep')
  const exported = await exportProject({ projectFolder, as: 'folder', path })
  expect(exported).toEqual({ path, files: 3, bytes: 24 + 10 + 6 })
  expect(await listed(path)).toEqual(names)
})

test('exports into an empty folder, but not into one with files', async () => {
  const path = join(folder, 'empty')
  await mkdir(path)
  await exportProject({ projectFolder, as: 'folder', path })
  const again = exportProject({ projectFolder, as: 'folder', path })
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await listed(path)).toEqual(names)
})

test.each(['project', 'project/out', 'project/a/b'])(
  'refuses to export into %s',
  async (inside) => {
    const path = join(folder, inside)
    for (const as of ['folder', 'zip'] as const) {
      const refused = exportProject({ projectFolder, as, path })
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    }
  },
)

test('sees through a link that leads into the project', async () => {
  await symlink(projectFolder, join(folder, 'elsewhere'))
  const path = join(folder, 'elsewhere', 'out')
  const refused = exportProject({ projectFolder, as: 'folder', path })
  await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('exports a sibling whose name begins like the project', async () => {
  const path = join(folder, 'project-copy')
  expect((await exportProject({ projectFolder, as: 'folder', path })).files).toBe(3)
})

test('writes a ZIP file with one folder, the same bytes each time', async () => {
  const path = join(folder, 'zips', 'bookshop.zip')
  const exported = await exportProject({ projectFolder, as: 'zip', path })
  const bytes = await readFile(path)
  expect(exported).toEqual({ path, files: 3, bytes: bytes.length })
  expect(await zipProject(projectFolder)).toEqual(bytes)
  const { stdout } = await run('python3', [
    '-c',
    'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip());print("\\n".join(z.namelist()));print(z.read("bookshop-mock/routes/books.js").decode())',
    path,
  ])
  expect(stdout).toBe(`None\n${names.map((name) => `bookshop-mock/${name}`).join('\n')}\n// ü\n\n`)
})

test('leaves nothing behind when it fails', async () => {
  const path = join(folder, 'private.txt', 'x')
  for (const as of ['folder', 'zip'] as const) {
    const failed = exportProject({ projectFolder, as, path })
    await expect(failed).rejects.toMatchObject({ code: 'IO_FAILED' })
  }
  const onFolder = exportProject({ projectFolder, as: 'zip', path: join(folder, 'empty') })
  await expect(onFolder).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(existsSync(`${path}.tmp`)).toBe(false)
})
