import { existsSync } from 'node:fs'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookshopSource, buildTemplates, generateBookshop } from './bookshop-project.ts'
import { generateProject } from './generate-project.ts'

let folder: string
let templatesFolder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'))
  templatesFolder = await buildTemplates(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function emptyTarget(): Promise<string> {
  return join(await mkdtemp(join(folder, 'project-')), 'bookshop')
}

/** A change of the spec that shows in `routes/books.js`. */
function withOneMoreBookOperation() {
  const source = bookshopSource(templatesFolder)
  const [first] = source.mockApi.operations
  const added = { ...first!, id: 'countBooks', path: '/books/count' }
  return {
    ...source,
    mockApi: { ...source.mockApi, operations: [...source.mockApi.operations, added] },
  }
}

async function bytesOf(target: string): Promise<[string, string][]> {
  const entries = await readdir(target, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name))
  return Promise.all(
    paths
      .sort()
      .map(
        async (path): Promise<[string, string]> => [
          path.slice(target.length),
          await readFile(path, 'base64'),
        ],
      ),
  )
}

test('gives the same bytes for the same spec', async () => {
  const [one, two] = [await emptyTarget(), await emptyTarget()]
  const { files } = await generateBookshop(templatesFolder, one)
  await generateBookshop(templatesFolder, two)
  const bytes = await bytesOf(one)
  expect(bytes).toEqual(await bytesOf(two))
  expect(bytes.map(([path]) => path.slice(1)).sort()).toEqual(files)
})

test('writes a file of routes per tag, the spec, the settings and what is needed around', async () => {
  const target = await emptyTarget()
  const { files } = await generateBookshop(templatesFolder, target)
  expect(files.filter((path) => !path.startsWith('runtime/'))).toEqual([
    '.dockerignore',
    '.gitignore',
    '.mockloop/generated.json',
    'Dockerfile',
    'README.md',
    'compose.yaml',
    'k8s/deployment.yaml',
    'k8s/service.yaml',
    'mockloop.json',
    'package.json',
    'routes/books.js',
    'routes/members-staff.js',
    'scenarios/happy.json',
    'scenarios/sold-out.json',
    'server.js',
    'spec/health.json',
    'spec/mock-api.json',
    'spec/openapi.json',
  ])
  const mockApi = JSON.parse(await readFile(join(target, 'spec/mock-api.json'), 'utf8'))
  expect(mockApi).toEqual(bookshopSource(templatesFolder).mockApi)
})

test('depends on exact versions of the packages that the runtime imports', async () => {
  const target = await emptyTarget()
  await generateBookshop(templatesFolder, target)
  const { dependencies } = JSON.parse(await readFile(join(target, 'package.json'), 'utf8'))
  const app = JSON.parse(await readFile('package.json', 'utf8'))
  expect(Object.keys(dependencies)).toContain('express')
  for (const [name, version] of Object.entries(dependencies)) {
    expect(version).toBe(app.dependencies[name])
  }
})

test('leaves what belongs to the user when it generates anew', async () => {
  const target = await emptyTarget()
  await generateBookshop(templatesFolder, target)
  await writeFile(join(target, 'mockloop.json'), '{"name":"Mine","port":4999}')
  await writeFile(join(target, 'scenarios/mine.json'), '{"name":"mine"}')
  await writeFile(join(target, 'scenarios/happy.json'), '{"name":"happy","derived":false}')
  await mkdir(join(target, 'data'))
  await writeFile(join(target, 'data/books.json'), '[]')
  await mkdir(join(target, 'node_modules/express'), { recursive: true })
  await generateProject({ ...withOneMoreBookOperation(), targetFolder: target })
  expect(await readFile(join(target, 'mockloop.json'), 'utf8')).toContain('4999')
  expect(await readFile(join(target, 'scenarios/mine.json'), 'utf8')).toBe('{"name":"mine"}')
  expect(await readFile(join(target, 'scenarios/happy.json'), 'utf8')).toContain('false')
  expect(await readFile(join(target, 'data/books.json'), 'utf8')).toBe('[]')
  expect(existsSync(join(target, 'node_modules/express'))).toBe(true)
  expect(await readFile(join(target, 'routes/books.js'), 'utf8')).toContain('countBooks')
})

test('keeps an edit by hand where the spec did not change anything', async () => {
  const target = await emptyTarget()
  await generateBookshop(templatesFolder, target)
  await appendFile(join(target, 'routes/members-staff.js'), '// my edit\n')
  await generateProject({ ...withOneMoreBookOperation(), targetFolder: target })
  await generateProject({ ...withOneMoreBookOperation(), targetFolder: target })
  expect(await readFile(join(target, 'routes/members-staff.js'), 'utf8')).toContain('// my edit')
})

test('refuses with a diff where an edit and a change of the spec meet', async () => {
  const target = await emptyTarget()
  await generateBookshop(templatesFolder, target)
  await appendFile(join(target, 'routes/books.js'), '// my edit\n')
  const before = await bytesOf(target)
  const options = { ...withOneMoreBookOperation(), targetFolder: target }
  const refused = generateProject(options)
  await expect(refused).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('routes/books.js was edited by hand'),
    data: {
      problems: [
        {
          place: { file: 'routes/books.js' },
          message: expect.stringMatching(/- \/\/ my edit(.|\n)*\+ {3}route\("countBooks"/),
        },
      ],
    },
  })
  expect(await bytesOf(target)).toEqual(before)

  await generateProject({ ...options, overwrite: true })
  expect(await readFile(join(target, 'routes/books.js'), 'utf8')).not.toContain('my edit')
})

test('removes the file of a tag that is gone, but not an edited one', async () => {
  const source = bookshopSource(templatesFolder)
  const operations = source.mockApi.operations.filter(({ tag }) => tag === 'books')
  const smaller = { ...source, mockApi: { ...source.mockApi, operations } }
  const target = await emptyTarget()
  const path = join(target, 'routes/members-staff.js')
  await generateBookshop(templatesFolder, target)
  await generateProject({ ...smaller, targetFolder: target })
  expect(existsSync(path)).toBe(false)

  await generateBookshop(templatesFolder, target)
  await appendFile(path, '// my edit\n')
  await expect(generateProject({ ...smaller, targetFolder: target })).rejects.toThrow(
    'members-staff.js',
  )
})

test('finds the old project again after it died between two renames', async () => {
  const target = await emptyTarget()
  await generateBookshop(templatesFolder, target)
  await appendFile(join(target, 'routes/books.js'), '// my edit\n')
  await rename(target, join(target, '..', '.bookshop.previous'))
  await generateBookshop(templatesFolder, target)
  expect(await readFile(join(target, 'routes/books.js'), 'utf8')).toContain('// my edit')
  expect(await readdir(join(target, '..'))).toEqual(['bookshop'])
})

test('says what is wrong when the folder cannot be written', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  const generated = generateBookshop(templatesFolder, join(file, 'bookshop'))
  await expect(generated).rejects.toMatchObject({ code: 'IO_FAILED' })
})
