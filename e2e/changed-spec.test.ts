import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveWorkspace } from './hosts/serve-workspace.ts'
import { mockloop } from './run-command-line.ts'

const pathItem = (tag: string, says: string) =>
  `{get: {tags: [${tag}], responses: {"200": {description: ok, content: {text/plain: {example: ${says}}}}}}}`

function spec(paths: Record<string, string>): string {
  const written = Object.entries(paths).map(([path, item]) => `  ${path}: ${item}`)
  return ['openapi: 3.1.0', 'info: {title: Zoo, version: "1"}', 'paths:', ...written].join('\n')
}

/** A running server made from a file, and what its tests need to change and ask it. */
async function serveFile(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-changed-'))
  const workspace = join(folder, 'workspace')
  const file = join(folder, 'zoo.yaml')
  await writeFile(file, text)
  const served = await serveWorkspace(workspace, [file])
  onTestFinished(async () => {
    await served.stop()
  })
  const url = /http:\S+/.exec(await served.line(/mock server ready/))?.[0] ?? ''
  const run = (...args: string[]) => mockloop('--workspace', workspace, ...args)
  const [server] = JSON.parse((await run('list', '--json')).stdout)
  return {
    workspace,
    file,
    url,
    run,
    stop: served.stop,
    rewrite: (changed: string) => writeFile(file, changed),
    routeFile: (name: string) => join(server.folder, 'routes', name),
    ask: async (path: string) => (await fetch(`${url}${path}`)).text(),
    status: async (path: string) => (await fetch(`${url}${path}`)).status,
  }
}

test('a changed spec is served at the same address, with what was written by hand', async () => {
  const zoo = await serveFile(spec({ '/lions': pathItem('cats', 'roar') }))
  expect((await zoo.run('scenario', 'use', 'zoo', 'slow')).code).toBe(0)
  const byHand = zoo.routeFile('cats.js')
  const edited = (await readFile(byHand, 'utf8')).replace(
    '"/lions")',
    '"/lions", (req, res) => res.send("purr"))',
  )
  await writeFile(byHand, edited)

  await zoo.rewrite(
    spec({ '/lions': pathItem('cats', 'roar'), '/wolves': pathItem('dogs', 'howl') }),
  )
  const updated = await zoo.run('update', 'zoo')
  expect(updated.stderr).toBe('')
  expect(updated.stdout).toContain('2 operations')
  expect(await zoo.ask('/wolves')).toBe('howl')
  expect(await zoo.ask('/lions')).toBe('purr')
  expect((await zoo.run('scenario', 'list', 'zoo')).stdout).toMatch(/^\* {2}slow/m)
})

test('where an edit and a change meet, the update is refused with the difference', async () => {
  const zoo = await serveFile(spec({ '/lions': pathItem('cats', 'roar') }))
  const byHand = zoo.routeFile('cats.js')
  await writeFile(byHand, `${await readFile(byHand, 'utf8')}// a note of mine\n`)
  await zoo.rewrite(spec({ '/tigers': pathItem('cats', 'growl') }))

  const refused = await zoo.run('update', 'zoo')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('routes/cats.js')
  expect(refused.stderr).toContain('- // a note of mine')
  expect(await zoo.ask('/lions')).toBe('roar')

  expect((await zoo.run('update', 'zoo', '--overwrite')).code).toBe(0)
  expect(await zoo.ask('/tigers')).toBe('growl')
  expect(await zoo.status('/lions')).toBe(404)
})

test('serving the same file again brings its server up to date, at the same address', async () => {
  const zoo = await serveFile(spec({ '/lions': pathItem('cats', 'roar') }))
  await zoo.stop()
  await zoo.rewrite(spec({ '/wolves': pathItem('dogs', 'howl') }))
  const again = await serveWorkspace(zoo.workspace, [zoo.file])
  onTestFinished(async () => {
    await again.stop()
  })
  expect(await again.line(/mock server ready/)).toContain(zoo.url)
  expect(await zoo.ask('/wolves')).toBe('howl')
  expect(JSON.parse((await zoo.run('list', '--json')).stdout)).toHaveLength(1)
})

test('serving a file whose change meets an edit serves what there is and tells what to do', async () => {
  const zoo = await serveFile(spec({ '/lions': pathItem('cats', 'roar') }))
  const byHand = zoo.routeFile('cats.js')
  const edited = `${await readFile(byHand, 'utf8')}// a note of mine\n`
  await writeFile(byHand, edited)
  await zoo.stop()
  await zoo.rewrite(spec({ '/tigers': pathItem('cats', 'growl') }))
  const again = await serveWorkspace(zoo.workspace, [zoo.file])
  onTestFinished(async () => {
    await again.stop()
  })
  expect(await again.line(/mock server ready/)).toContain(zoo.url)
  expect(await zoo.ask('/lions')).toBe('roar')
  expect(await readFile(byHand, 'utf8')).toBe(edited)
  await again.line(/routes\/cats\.js was edited by hand/)
  await again.line(/mockloop update \S+ --overwrite/)
})

test('a spec that is broken now changes nothing', async () => {
  const zoo = await serveFile(spec({ '/lions': pathItem('cats', 'roar') }))
  await zoo.rewrite('openapi: 3.1.0\npaths: {"/lions": [')
  const refused = await zoo.run('update', 'zoo')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('zoo.yaml')
  expect(await zoo.ask('/lions')).toBe('roar')
})
