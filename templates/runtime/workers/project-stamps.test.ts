import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchProject } from './project-stamps.ts'

async function projectOf(...files: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'stamps-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = async (file: string) => {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await writeFile(join(folder, file), '0')
  }
  for (const file of files) await write(file)
  return { folder, write }
}

const files = ['server.js', 'routes/books.js', 'lib/deep/tax.mjs', 'spec/mock-api.json']

test.each(files)('%s is another one when it was written or removed', async (file) => {
  const { folder } = await projectOf(...files)
  const changed = watchProject(folder)
  expect(changed()).toBe(null)
  await appendFile(join(folder, file), '1')
  expect(changed()).toBe(join(file))
  const changedAgain = watchProject(folder)
  await rm(join(folder, file))
  expect(changedAgain()).toBe(join(file))
})

test('code that was added counts', async () => {
  const { folder, write } = await projectOf(...files)
  const changed = watchProject(folder)
  await write('routes/more.js')
  expect(changed()).toBe(join('routes', 'more.js'))
})

test('what a server writes itself, and packages, do not count', async () => {
  const { folder, write } = await projectOf(...files)
  const changed = watchProject(folder)
  const others = [
    'mockloop.json',
    'scenarios/a.json',
    'data/state.json',
    'visits.json',
    '.git/x.js',
  ]
  for (const file of [...others, 'node_modules/express/index.js']) await write(file)
  expect(changed()).toBe(null)
})
