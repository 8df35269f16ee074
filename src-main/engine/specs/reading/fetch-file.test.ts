import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type FetchLimits, fetchFile } from './fetch-file.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // Listening on a port.
}

const limits: FetchLimits = {
  allow: ['loopback'],
  crossHostRedirects: false,
  maxBytes: 1024,
  timeout: 5000,
  signal: undefined,
}

test('the bytes behind an address are fetched', async () => {
  const url = await serve((_, response) => response.end('openapi: 3.1.0'))
  expect(Buffer.from(await fetchFile(url, limits)).toString()).toBe('openapi: 3.1.0')
})

test('an address of this machine is refused before a connection, by number and by name', async () => {
  let requests = 0
  const url = await serve((_, response) => {
    requests++
    response.end()
  })
  const strict: FetchLimits = { ...limits, allow: ['public'] }
  await expect(fetchFile(url, strict)).rejects.toThrow('127.0.0.1 is a loopback address')
  const byName = url.replace('127.0.0.1', 'localhost')
  await expect(fetchFile(byName, strict)).rejects.toThrow('is a loopback address')
  expect(requests).toBe(0)
})

test('addresses of cloud metadata are refused', async () => {
  const generous: FetchLimits = { ...limits, allow: ['public', 'private', 'loopback'] }
  await expect(fetchFile('http://169.254.169.254/latest/meta-data', generous)).rejects.toThrow(
    'reserved address',
  )
})

test('redirects on the same host are followed, a few times', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new' }).end()
    else if (request.url === '/ring') response.writeHead(302, { location: '/ring' }).end()
    else response.end('new')
  })
  expect(Buffer.from(await fetchFile(`${url}/old`, limits)).toString()).toBe('new')
  await expect(fetchFile(`${url}/ring`, limits)).rejects.toThrow('redirects too often')
})

test('redirects to another host are refused', async () => {
  const target = await serve((_, response) => response.end('secret'))
  const url = await serve((_, response) => response.writeHead(302, { location: target }).end())
  await expect(fetchFile(url, limits)).rejects.toThrow('redirects to another host')
  // Even where other hosts are allowed they have to be public.
  await expect(fetchFile(url, { ...limits, crossHostRedirects: true })).rejects.toThrow(
    'loopback address',
  )
})

test('answers other than 200 and answers that are too large are refused', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/missing') response.writeHead(404).end('no')
    else response.end('x'.repeat(2000))
  })
  await expect(fetchFile(`${url}/missing`, limits)).rejects.toThrow('the server answered 404')
  await expect(fetchFile(url, limits)).rejects.toThrow('larger than')
})

test('a server that never answers is given up', async () => {
  const url = await serve(() => undefined)
  await expect(fetchFile(url, { ...limits, timeout: 50 })).rejects.toThrow('took too long')
})

test('a refused connection says so', async () => {
  const url = await serve(() => undefined)
  const server = servers.pop()
  await new Promise((resolve) => server?.close(resolve))
  await expect(fetchFile(url, limits)).rejects.toThrow('connection was refused')
})
