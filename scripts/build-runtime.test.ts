import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildRuntime, toJavaScript } from './build-runtime.ts'

let target: string

beforeAll(async () => {
  target = await mkdtemp(join(tmpdir(), 'runtime-'))
  await buildRuntime({ root: join(import.meta.dirname, '..'), target })
})

afterAll(() => rm(target, { recursive: true, force: true }))

async function modules(): Promise<{ path: string; code: string }[]> {
  const entries = await readdir(join(target, 'runtime'), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return { path, code: await readFile(path, 'utf8') }
    }),
  )
}

test('lists packages that are only loaded when they are needed, and parts of them', async () => {
  const versions = JSON.parse(await readFile(join(target, 'versions.json'), 'utf8'))
  expect(versions).toHaveProperty('@faker-js/faker')
})

test('makes JavaScript that names only files beside it and packages it depends on', async () => {
  const versions = Object.keys(JSON.parse(await readFile(join(target, 'versions.json'), 'utf8')))
  const files = await modules()
  const paths = new Set(files.map(({ path }) => path))
  expect(files.length).toBeGreaterThan(100)
  for (const { path, code } of files) {
    expect(path).toMatch(/\.js$/)
    expect(path).not.toMatch(/-for-tests|\.test\./)
    for (const node of parseAst(code).body) {
      if (node.type !== 'ImportDeclaration' || node.source.value.startsWith('node:')) {
        continue
      }
      const { value } = node.source
      if (value.startsWith('.')) {
        expect(paths, `${path} imports ${value}`).toContain(join(path, '..', value))
      } else {
        expect(versions, `${path} imports ${value}`).toContain(value)
      }
    }
  }
})

test('keeps it readable: comments stay, those of types do not, no line is left blank twice', async () => {
  const files = await modules()
  const entry = files.find(({ path }) => path.endsWith('runtime/start-server.js'))
  expect(entry?.code).toContain('Starts the mock server of a project and its admin port.')
  for (const { path, code } of files) {
    expect(code, path).not.toMatch(/\n\n\n/)
    expect(code, path).not.toMatch(/\*\/\n\n/)
    expect(code, path).not.toContain('import type')
  }
})

test('leaves tests out', async () => {
  const names = await readdir(target, { recursive: true })
  expect(names.filter((name) => /\.test\./.test(name))).toEqual([])
})

test('takes types away together with what is said about them', () => {
  const code = toJavaScript(
    [
      "import { a } from './a.ts'",
      "import type { B } from './b.ts'",
      '',
      '/** About a type. */',
      'export interface C {',
      '  d: string',
      '}',
      '',
      '// Also about one.',
      'type E = C | B',
      '',
      '/** About a function. */',
      'export function f(c: C): string {',
      "  return a(c) as string + import('./g.ts')",
      '}',
    ].join('\n'),
  )
  expect(code).not.toContain('type.')
  expect(code).not.toContain('Also')
  expect(code).toContain('/** About a function. */\nexport function f(c')
  expect(code).toContain("import { a } from './a.js'")
  expect(code).toContain("import('./g.js')")
})
