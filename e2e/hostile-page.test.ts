import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request as sendRequest,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumArgs, obtainChromium } from '../scripts/find-chromium.ts'
import { attach, type Client } from '../src-main/cli/connect.ts'
import { rootFolder } from './hosts/app-host.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

/** What a page of somebody else can do from the user's own browser: nothing, with Admin API, web UI and admin ports. */

let folder: string
let served: ServedWorkspace
let client: Client
let door: URL
let adminPort: URL
let serverId: string
let browser: Browser
let attacker: string

const hostile = createServer((_request, response) => {
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!doctype html><title>hostile</title>')
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mockloop-hostile-page-'))
  const workspace = join(folder, 'workspace')
  served = await serveWorkspace(workspace, [join(rootFolder, 'examples', 'bookshop.yaml')])
  await served.line(/mock server ready/)
  const lock = JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8'))
  client = await attach(lock)
  door = new URL(lock.url)
  const [server] = await client.servers.list()
  serverId = server?.id ?? ''
  adminPort = new URL(server?.adminUrl ?? '')
  await once(hostile.listen(0, '127.0.0.1'), 'listening')
  // A TCP server that listens has an AddressInfo.
  attacker = `http://attacker.example:${(hostile.address() as AddressInfo).port}`
  browser = await chromium.launch({
    executablePath: obtainChromium(),
    // The attacker's name leads to this machine, as after a rebinding.
    args: [...chromiumArgs, '--host-resolver-rules=MAP attacker.example 127.0.0.1'],
  })
}, 120_000)

afterAll(async () => {
  await browser.close()
  hostile.close()
  await served.stop()
  await rm(folder, { recursive: true, force: true })
})

async function stateOfServer() {
  const { state, settings } = await client.servers.get({ serverId })
  return { state, scenario: settings.scenario }
}

/** Head of the answer to a request whose headers are sent as given; no browser lets a script do that. */
function answerTo(options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sendRequest({ host: '127.0.0.1', ...options }, (response) => {
      response.destroy()
      resolve(response)
    })
      .once('error', reject)
      .end()
  })
}

async function hostilePage(at = attacker) {
  const page = await browser.newPage()
  await page.goto(at)
  return page
}

test('its requests are neither answered to it nor carried out', async () => {
  const before = await stateOfServer()
  const page = await hostilePage()
  const targets = [
    ['GET', `${door.origin}/admin/api/v1/servers`],
    ['POST', `${door.origin}/admin/api/v1/servers/${serverId}/stop`],
    ['POST', `${door.origin}/admin/api/v1/servers/${serverId}/scenarios/errors/activate`],
    ['POST', `${door.origin}/rpc/servers/stop`],
    ['POST', `${door.origin}/session`],
    ['GET', `${door.origin}/admin/api/v1/events`],
    ['GET', `${adminPort.origin}/admin/api/v1/logs`],
    ['POST', `${adminPort.origin}/admin/api/v1/scenarios/errors/activate`],
    ['GET', `${adminPort.origin}/metrics`],
  ] as const
  const outcomes = await page.evaluate(async (asked) => {
    const tried: string[] = []
    for (const [method, url] of asked) {
      for (const mode of ['cors', 'no-cors'] as const) {
        // A page may send text/plain to anyone without asking first.
        const init = method === 'POST' ? { body: '{"serverId":"x"}' } : {}
        const outcome = await fetch(url, { method, mode, credentials: 'include', ...init }).then(
          async (response) => `${response.type}:${(await response.text()).length}`,
          () => 'blocked',
        )
        tried.push(outcome)
      }
    }
    return tried
  }, targets)
  expect(outcomes.filter((outcome) => outcome !== 'blocked' && outcome !== 'opaque:0')).toEqual([])
  expect(await stateOfServer()).toEqual(before)
  await page.close()
})

test('its forms and sockets do nothing', async () => {
  const before = await stateOfServer()
  for (const action of [
    `${door.origin}/admin/api/v1/servers/${serverId}/stop`,
    `${door.origin}/session`,
    `${adminPort.origin}/admin/api/v1/scenarios/errors/activate`,
  ]) {
    const page = await hostilePage()
    const [response] = await Promise.all([
      page.waitForResponse(action),
      page.evaluate((to) => {
        const form = document.createElement('form')
        form.method = 'post'
        form.enctype = 'text/plain'
        form.action = to
        document.body.append(form)
        form.submit()
      }, action),
    ])
    expect(response.status()).toBe(403)
    await page.close()
  }
  const page = await hostilePage()
  const sockets = [
    `ws://${door.host}/rpc`,
    `ws://${door.host}/admin/api/v1/events`,
    `ws://${adminPort.host}/`,
  ]
  const opened = await page.evaluate(
    (urls) =>
      Promise.all(
        urls.map(
          (url) =>
            new Promise((resolve) => {
              const socket = new WebSocket(url)
              socket.onopen = () => resolve('open')
              socket.onerror = () => resolve('refused')
            }),
        ),
      ),
    sockets,
  )
  expect(opened).toEqual(['refused', 'refused', 'refused'])
  expect(await stateOfServer()).toEqual(before)
  await page.close()
})

test('a name that was rebound to this machine reaches nothing, not even the page itself', async () => {
  for (const { port } of [door, adminPort]) {
    const rebound = `http://attacker.example:${port}`
    const page = await browser.newPage()
    expect((await page.goto(rebound))?.status()).toBe(403)
    await page.close()
    // What scripts of a page that was loaded before the name was rebound would send.
    for (const path of [
      '/admin/api/v1/servers',
      '/rpc/servers/list',
      '/session',
      '/admin/api/v1/scenarios/errors/activate',
    ]) {
      const headers = { host: `attacker.example:${port}`, origin: rebound }
      const answered = await answerTo({ port, path, method: 'POST', headers })
      expect([path, answered.statusCode]).toEqual([path, 403])
    }
  }
})

test('it cannot show the app in a frame', async () => {
  const page = await hostilePage()
  const refused = page.waitForEvent('console', (message) => /frame/i.test(message.text()))
  await page.evaluate((src) => {
    const frame = document.createElement('iframe')
    frame.src = src
    document.body.append(frame)
  }, `${door.origin}/`)
  expect((await refused).text()).toContain('frame-ancestors')
  await page.close()
})

test('the link lets the first browser in, leaves the address, and is worth nothing to a second one', async () => {
  const first = await browser.newPage()
  await first.goto(served.link)
  await first.getByRole('link', { name: /^Bookshop,/ }).waitFor()
  expect(first.url()).not.toContain('token')
  expect(await first.evaluate(() => [document.cookie, document.referrer])).toEqual(['', ''])
  const context = await browser.newContext()
  const second = await context.newPage()
  const [refusal] = await Promise.all([
    second.waitForResponse((response) => response.url().endsWith('/session')),
    second.goto(served.link),
  ])
  expect(refusal.status()).toBe(401)
  expect(await second.getByRole('link', { name: /^Bookshop,/ }).count()).toBe(0)
  await context.close()
  await first.close()
})

test('every answer forbids to be framed, sniffed and run', async () => {
  const headersOf = async (path: string, headers: Record<string, string> = {}) =>
    (await answerTo({ port: door.port, path, headers })).headers
  const lock = JSON.parse(await readFile(join(folder, 'workspace', 'engine.lock'), 'utf8'))
  const bearer = { authorization: `Bearer ${lock.token}` }
  for (const headers of [
    await headersOf('/'),
    await headersOf('/nothing'),
    await headersOf('/admin/api/v1/servers'),
    await headersOf('/admin/api/v1/servers', bearer),
    await headersOf('/admin/api/v1/openapi.json', bearer),
    await headersOf(`/admin/api/v1/servers/${serverId}/project.zip`, bearer),
    await headersOf('/admin/api/v1/events', bearer),
  ]) {
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  }
})
