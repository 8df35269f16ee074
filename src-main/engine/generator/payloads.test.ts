import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseAst } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MockApi } from '../specs/mock-api.ts'
import { bookshopSource, buildTemplates } from './bookshop-project.ts'
import { projectContent } from './project-content.ts'

const fire = 'globalThis.canary=1'
const payloads = [
  `'+(${fire})+'`,
  `"+(${fire})+"`,
  `\`+(${fire})+\``,
  `\${${fire}}`,
  `*/ ${fire} /*`,
  `\n${fire}\n//`,
  `\r\n${fire}`,
  `\u2028${fire}\u2029`,
  `--> ${fire}`,
  `<!-- ${fire}`,
  `</script><script>${fire}</script>`,
  `<% ${fire} %>`,
  `<%- ${fire} %>`,
  `<%= ${fire} %>`,
  `%> ${fire} <%`,
  `\\'; ${fire}; //`,
  `\\`,
  `#{${fire}}`,
  `{{${fire}}}`,
  `$(touch canary)`,
  '`touch canary`',
  '```\n\nnot code',
  '| cell | \n|---|\n# heading',
  '[click](javascript:alert(1))',
  '__proto__',
  'constructor',
  '../../../escape',
  'con',
  'ünïcödé 漢字 😀 \ud800',
  '\u202egnp.exe',
  '',
]

let folder: string
let templatesFolder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payloads-'))
  templatesFolder = await buildTemplates(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** A copy in which every string, member names of maps included, carries the payload. */
function poisoned(value: unknown, payload: string): unknown {
  if (typeof value === 'string') {
    return `${value}${payload}`
  }
  if (Array.isArray(value)) {
    return value.map((item) => poisoned(item, payload))
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, poisoned(member, payload)]),
  )
}

function contentWith(payload: string): Map<string, string> {
  const source = bookshopSource(templatesFolder)
  return projectContent({
    ...source,
    // Poisoning keeps the shape.
    mockApi: poisoned(source.mockApi, payload) as MockApi,
    document: poisoned(source.document, payload),
    settings: { ...source.settings, name: `Bookshop${payload}` },
  })
}

/** The syntax tree with the values of strings and the names of variables taken out. */
function shape(code: string): string {
  return JSON.stringify(parseAst(code), (key, value) => {
    const isText = key === 'raw' || key === 'start' || key === 'end'
    return isText || (typeof value === 'string' && (key === 'value' || key === 'name')) ? '' : value
  })
}

function modules(content: Map<string, string>): string[] {
  const own = [...content].filter(([path]) => path === 'server.js' || path.startsWith('routes/'))
  return own.map(([, code]) => code)
}

test.each(payloads)('spec text never becomes code: %j', (payload) => {
  const benign = contentWith('')
  const content = contentWith(payload)
  expect(modules(content).map(shape)).toEqual(modules(benign).map(shape))

  for (const [path, text] of content) {
    expect(path).toMatch(/^[\w.-]+(?:\/[\w.-]+)*$/)
    expect(path).not.toContain('..')
    if (path.endsWith('.json')) {
      expect(() => JSON.parse(text), path).not.toThrow()
    }
    if (path.startsWith('runtime/') || /^(?:Dockerfile|\.\w+)$/.test(path)) {
      expect(text).toBe(benign.get(path))
    }
    if (path.endsWith('.yaml') || path === 'package.json') {
      expect(text.replaceAll(/\bbookshop[a-z0-9-]*-mock/g, 'bookshop-mock')).toBe(benign.get(path))
    }
  }
})

test.each(payloads)('spec text stays text in the README: %j', (payload) => {
  const benign = contentWith('').get('README.md') ?? ''
  const readme = contentWith(payload).get('README.md') ?? ''
  expect(readme.split('\n').length).toBe(benign.split('\n').length)
  const structure = (text: string) =>
    text.split('\n').map((line) => /^(?:```|\||#+ |curl |\*\*)?/.exec(line)?.[0])
  expect(structure(readme)).toEqual(structure(benign))
  // Fenced lines show everything as it is.
  const prose = readme.replaceAll(/^curl .*$/gm, '')
  expect(prose).not.toMatch(/<(?!http:\/\/127)[a-z!/%]/i)
  expect(prose).not.toMatch(/[^\\]\]\(/)
})

test.each(payloads)('a command of the README is one word per argument: %j', (payload) => {
  const readme = contentWith(payload).get('README.md') ?? ''
  const commands = readme.split('\n').filter((line) => line.startsWith('curl '))
  for (const command of commands) {
    // Outside of single quotes nothing is left that a shell would act on.
    const bare = command.replaceAll("'\\''", '').replaceAll(/'[^']*'/g, '')
    expect(bare).toMatch(/^[\w ./:=,?&%-]*$/)
  }
})

test.each(payloads)(
  'generated routes run and give the spec text unchanged: %j',
  async (payload) => {
    const content = contentWith(payload)
    const target = await mkdtemp(join(folder, 'run-'))
    const paths = [...content.keys()].filter((path) => path.startsWith('routes/'))
    const seen: unknown[] = []
    for (const [index, path] of paths.entries()) {
      const file = join(target, `${index}.mjs`)
      await writeFile(file, content.get(path) ?? '')
      const { routes } = await import(pathToFileURL(file).href)
      routes((...parts: unknown[]) => seen.push(parts[0]))
    }
    // Lone surrogates are escaped by JSON and come back as they were.
    expect(seen).toEqual(
      ['listBooks', 'getBook', 'addBook', 'login'].map((id) => `${id}${payload}`),
    )
    expect(Reflect.has(globalThis, 'canary')).toBe(false)
  },
)

test('templates print values through harmless functions only', async () => {
  const express = join(import.meta.dirname, '..', '..', '..', 'templates', 'express')
  const entries = await readdir(express, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) {
    const path = join(file.parentPath, file.name)
    const text = await readFile(path, 'utf8')
    const inText = path.endsWith('README.md.ejs') ? '|markdown|command|constant' : ''
    const allowed = new RegExp(`^<%- (?:json|number|identifier${inText})\\(.*\\) $`)
    for (const [tag] of text.matchAll(/<%[=-][\s\S]*?(?=%>)/g)) {
      expect(tag, path).toMatch(allowed)
    }
  }
})
