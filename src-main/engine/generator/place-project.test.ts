import { mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeProject, recoverProjects } from './place-project.ts'

const place = (targetFolder: string, text: string) =>
  placeProject({ targetFolder, write: new Map([['server.js', text]]), remove: [] })

test('a project whose replacement was broken off is there again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-place-'))
  await place(join(folder, 'first'), 'old')
  await place(join(folder, 'second'), 'done')
  // Between the two renames; and before the first one.
  await rename(join(folder, 'first'), join(folder, '.first.previous'))
  for (const name of ['.first.next', '.second.next', '.third.next']) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'server.js'), 'half')
  }
  await recoverProjects(folder)
  expect((await readdir(folder)).sort()).toEqual(['first', 'second'])
  expect(await readFile(join(folder, 'first', 'server.js'), 'utf8')).toBe('old')
  expect(await readFile(join(folder, 'second', 'server.js'), 'utf8')).toBe('done')
})

test("a replaced project takes the user's own files along", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-place-'))
  const project = join(folder, 'first')
  await place(project, 'old')
  await writeFile(join(project, 'notes.txt'), 'mine')
  await place(project, 'new')
  expect((await readdir(folder)).sort()).toEqual(['first'])
  expect(await readFile(join(project, 'notes.txt'), 'utf8')).toBe('mine')
  expect(await readFile(join(project, 'server.js'), 'utf8')).toBe('new')
})
