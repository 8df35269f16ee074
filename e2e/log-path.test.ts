import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attach, type Client } from '../src-main/cli/connect.ts'
import type { LogEntry } from '../src-main/contract/log-entry.ts'
import { listenForTrouble } from './hosts/listen-for-trouble.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

const megabyte = 1_048_576
const spec = `openapi: 3.1.0
info: {title: Letterbox, version: "1"}
paths:
  /letters:
    post:
      operationId: dropLetter
      requestBody: {content: {"*/*": {}}}
      responses: {"204": {description: taken}}
`

let folder: string
let served: ServedWorkspace
let client: Client
let serverId: string
let url: string
let adminUrl: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mockloop-log-path-'))
  const file = join(folder, 'letterbox.yaml')
  await writeFile(file, spec)
  served = await serveWorkspace(join(folder, 'workspace'), [file])
  await served.line(/mock server ready/)
  const lock = await readFile(join(folder, 'workspace', 'engine.lock'), 'utf8')
  client = await attach(JSON.parse(lock))
  const [server] = await client.servers.list()
  serverId = server?.id ?? ''
  url = `${server?.url}/letters`
  adminUrl = server?.adminUrl ?? ''
  const log = { ...server?.settings.log, bodyLimit: 20 * megabyte }
  await client.servers.updateSettings({
    serverId,
    settings: { validate: 'off', bodyLimit: 32 * megabyte, log },
  })
})

afterAll(async () => {
  await served.stop()
  await rm(folder, { recursive: true, force: true })
})

async function post(body: Buffer, contentType: string, mark: string): Promise<void> {
  const response = await fetch(`${url}?${mark}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new Uint8Array(body),
  })
  expect(response.status).toBe(204)
}

async function entryOf(mark: string): Promise<LogEntry> {
  const find = async () => (await client.log.page({ text: mark, limit: 1 })).rows[0]
  await expect.poll(find, { timeout: 20_000 }).toBeDefined()
  return client.log.get({ seq: (await find())?.seq ?? 0 })
}

test('bodies of any bytes come to the log unharmed', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const bodies: [string, string, Buffer][] = [
    ['allbytes', 'application/octet-stream', bytes],
    ['brokenutf8', 'application/json', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0x22, 0x7d])],
    ['surrogatebytes', 'text/plain', Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62])],
    ['surrogateescape', 'application/json', Buffer.from('{"a":"\\ud800","b":"\\u0000"}')],
    ['nulltext', 'text/plain', Buffer.from('a\0b\u2028c\ufffe😀')],
    ['largetext', 'text/plain', Buffer.from('äöü€😀'.repeat(1_200_000)).subarray(0, 16 * megabyte)],
    ['largebinary', 'image/png', Buffer.alloc(16 * megabyte, bytes)],
  ]
  for (const [mark, contentType, body] of bodies) {
    await post(body, contentType, mark)
    const { requestBody, requestSize } = await entryOf(mark)
    expect(requestSize).toBe(body.length)
    const kept = Buffer.from(requestBody?.data ?? '', requestBody?.encoding)
    expect([mark, kept.equals(body), requestBody?.truncated]).toEqual([mark, true, false])
  }
}, 120_000)

test('a body above the limit of the log is cut, and the entry says so', async () => {
  await post(Buffer.alloc(21 * megabyte, 0x61), 'text/plain', 'toolong')
  const { requestBody, requestSize } = await entryOf('toolong')
  expect(requestSize).toBe(21 * megabyte)
  expect(requestBody).toMatchObject({ encoding: 'utf8', truncated: true })
  expect(requestBody?.data).toHaveLength(20 * megabyte)
}, 60_000)

test('while the engine stands still its mock answers, stays small and counts what is not kept', async () => {
  const body = Buffer.alloc(megabyte, 0x61)
  const requests = 400
  const metric = async (name: string) => {
    const text = await (await fetch(`${adminUrl}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  }
  const troubles = await listenForTrouble(client)
  const before = await metric('process_resident_memory_bytes')
  served.process.kill('SIGSTOP')
  try {
    for (let number = 0; number < requests; number += 1) await post(body, 'text/plain', 'flood')
    // Waiting entries take 64 MiB at most, those under way 32 MiB; all of them would take 400.
    expect(await metric('log_entries_waiting')).toBeLessThan(70)
    expect(await metric('log_entries_dropped_total')).toBeGreaterThan(requests / 2)
    const grown = (await metric('process_resident_memory_bytes')) - before
    expect(grown).toBeLessThan(300 * megabyte)
  } finally {
    served.process.kill('SIGCONT')
  }
  const dropped = await metric('log_entries_dropped_total')
  const logged = async () => (await client.log.page({ text: 'flood', limit: 1 })).total
  await expect.poll(logged, { timeout: 30_000 }).toBe(requests - dropped)
  const missingBy = (lines: readonly string[]) =>
    lines
      .map((text) => Number(/slower than the traffic: (\d+) requests/.exec(text)?.[1] ?? 0))
      .reduce((sum, count) => sum + count, 0)
  const onConsole = async () => {
    const lines = await client.servers.console({ serverId })
    return missingBy(lines.map(({ text }) => text))
  }
  await expect.poll(onConsole, { timeout: 10_000 }).toBe(dropped)
  await expect.poll(() => missingBy(troubles), { timeout: 10_000 }).toBe(dropped)
}, 120_000)
