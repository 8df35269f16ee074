import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'

let appFolder: string

beforeEach(async () => {
  appFolder = await mkdtemp(join(tmpdir(), 'mockloop-newer-node-'))
  // Takes the part of the entry of the command line: the first process hands over, the second does the work.
  const entry = `
    const [runUrl, tetherUrl, command] = process.argv.slice(2)
    if (process.env.MOCKLOOP_STARTER_PIPE === undefined) {
      const { runOnNewerNode } = await import(runUrl)
      runOnNewerNode(${JSON.stringify(appFolder)})
    } else {
      const { endWithStarter } = await import(tetherUrl)
      endWithStarter()
      if (command === 'fail') process.exit(7)
      process.on('SIGTERM', () => { console.log('told to end'); process.exit(0) })
      setInterval(() => {}, 1000)
      console.log('works')
    }`
  await writeFile(join(appFolder, 'entry.mjs'), entry)
})

afterEach(() => rm(appFolder, { recursive: true, force: true }))

test('a command runs on the Node of the checkout and ends as it does there', async () => {
  await addNode()
  const first = start('fail')
  const [code] = await once(first, 'exit')
  expect(code).toBe(7)
})

test('what was started ends when its starter is killed', async () => {
  await addNode()
  const first = start('stay')
  const output = text(first.stdout)
  await once(first.stdout, 'data')
  first.kill('SIGKILL')
  // The pipe of the output closes when the second process has ended too.
  expect(await output).toContain('told to end')
})

test('a signal to the starter reaches what was started', async () => {
  await addNode()
  const first = start('stay')
  const output = text(first.stdout)
  await once(first.stdout, 'data')
  const ended = once(first, 'exit')
  first.kill('SIGTERM')
  expect(await output).toContain('told to end')
  expect(await ended).toEqual([0, null])
})

test('without a newer Node the user is told which one is needed', async () => {
  const first = start('stay')
  const ended = once(first, 'exit')
  const message = await text(first.stderr)
  expect(message).toContain('needs Node 22.15 or newer')
  expect(message).toContain(process.versions.node)
  expect(await ended).toEqual([1, null])
})

async function addNode(): Promise<void> {
  const folder = join(appFolder, 'node_modules', 'node', 'bin')
  await mkdir(folder, { recursive: true })
  await symlink(process.execPath, join(folder, 'node'))
}

function start(command: string) {
  const urlOf = (file: string) => new URL(file, import.meta.url).href
  const modules = [urlOf('./run-on-newer-node.ts'), urlOf('./end-with-starter.ts')]
  return spawn(process.execPath, [join(appFolder, 'entry.mjs'), ...modules, command])
}
