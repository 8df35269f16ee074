import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeWorkspaceLock } from './workspace-lock.ts'

async function lockFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'mockloop-lock-')), 'engine.lock')
}

async function take(file: string, token: string) {
  const taken = await takeWorkspaceLock(file, token)
  if ('owner' in taken) throw new Error('The workspace has an owner.')
  return taken.lock
}

/** A door that answers like the owner's when the token is right. */
async function openDoor(token: string): Promise<string> {
  const server = createServer((request, response) => {
    response.statusCode = request.headers.authorization === `Bearer ${token}` ? 200 : 401
    response.end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('the first process gets the lock, readable only by its user', async () => {
  const file = await lockFile()
  const lock = await take(file, 'secret')
  await lock.announce('http://127.0.0.1:1')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('the second process learns where the first one is', async () => {
  const file = await lockFile()
  // The parent of the test process stands for another living program.
  const url = await openDoor('secret')
  await writeFile(file, JSON.stringify({ pid: process.ppid, url, token: 'secret' }))
  expect(await takeWorkspaceLock(file, 'mine')).toEqual({
    owner: { pid: process.ppid, url, token: 'secret' },
  })
})

test('a lock whose process is gone is taken over', async () => {
  const file = await lockFile()
  await writeFile(file, JSON.stringify({ pid: 2 ** 22 - 1, url: 'http://127.0.0.1:1', token: 'x' }))
  await take(file, 'mine')
  expect(await readFile(file, 'utf8')).toContain('mine')
})

test('a lock whose number now belongs to another program is taken over', async () => {
  const file = await lockFile()
  const url = await openDoor('the token of something else')
  await writeFile(file, JSON.stringify({ pid: process.ppid, url, token: 'x' }))
  await take(file, 'mine')
})

test('a damaged lock is taken over', async () => {
  const file = await lockFile()
  await writeFile(file, '{"pid":')
  await take(file, 'mine')
})

test('of many that ask at once one gets the lock', async () => {
  const file = await lockFile()
  const url = await openDoor('shared')
  const attempts = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const taken = await takeWorkspaceLock(file, 'shared')
      if ('lock' in taken) await taken.lock.announce(url)
      return taken
    }),
  )
  expect(attempts.filter((taken) => 'lock' in taken)).toHaveLength(1)
})

test('a released lock is free again, and releasing never takes the lock of another', async () => {
  const file = await lockFile()
  const first = await take(file, 'first')
  await first.release()
  await take(file, 'second')
  await first.release()
  expect(await readFile(file, 'utf8')).toContain('second')
})
