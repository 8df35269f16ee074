import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { projectsForTests, type RunningProject } from '../projects-for-tests.ts'

const { project, start } = projectsForTests()

/** Adds a scenario under which all answers are late, and plays it. */
async function answerLate(server: RunningProject, delay: number | { min: number; max: number }) {
  const path = server.admin('/admin/api/v1/scenarios/late')
  const body = JSON.stringify({ rules: [], defaults: { delay } })
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(path, { method: 'PUT', headers, body })).status).toBe(200)
  const activated = await fetch(`${path}/activate`, { method: 'POST', headers, body: '{}' })
  expect(activated.status).toBe(200)
}

/** Sends a request and closes its own side at once, as `nc -N` does; all that comes back. */
async function askHalfClosed(port: number, path: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
  return text(socket)
}

test('a client that has sent all and closes its side gets the late answer of a worker', async () => {
  const server = await start(await project(), { MOCKLOOP_WORKERS: '2' })
  // A drawn delay is for the primary to decide, a fixed one for a worker.
  for (const delay of [200, { min: 150, max: 200 }]) {
    await answerLate(server, delay)
    for (let at = 0; at < 2; at += 1) {
      const answer = await askHalfClosed(server.port, '/books')
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      expect(answer).toMatch(/\r\n\r\n\[\{"id":1,"title":"Emma"\}\]$/)
    }
  }
})

test('a client that gives up within a delay is told of in the log', async () => {
  const server = await start(await project())
  await answerLate(server, 60_000)
  expect(await askHalfClosed(server.port, '/books')).toBe('')
  const logs = await (await fetch(server.admin('/admin/api/v1/logs'))).json()
  expect(logs).toMatchObject({
    entries: [{ path: '/books', status: 0, reason: 'the client closed the connection' }],
  })
})

test('a client that closes its side between requests, or within one, keeps no connection', async () => {
  const server = await start(await project())
  expect(await askHalfClosed(server.port, '/books')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  const broken = connect({ port: server.port, host: '127.0.0.1' })
  broken.end('POST /books HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{')
  expect(await text(broken)).toMatch(/^(?:HTTP\/1\.1 400 |$)/)
  const idle = connect({ port: server.port, host: '127.0.0.1' })
  idle.end()
  await once(idle.resume(), 'close')
})
