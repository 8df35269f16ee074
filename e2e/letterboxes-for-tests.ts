import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverSettingsSchema } from '../src-main/contract/server.ts'
import { forkProject } from '../src-main/engine/generator/forked-project.ts'
import { generateProject } from '../src-main/engine/generator/generate-project.ts'
import { shippedFiles } from '../src-main/engine/shipped-files.ts'
import { importSpec } from '../src-main/engine/specs/import-spec.ts'
import { rootFolder } from './hosts/app-host.ts'

const spec = `openapi: 3.1.0
info: {title: Letterbox, version: "1"}
paths:
  /letters:
    get: {operationId: listLetters, responses: {"200": {description: all, content: {application/json: {example: [1]}}}}}
    post:
      operationId: dropLetter
      requestBody: {content: {application/json: {schema: {type: object}}, "text/*": {}}}
      responses: {"204": {description: taken}, "413": {description: too long}}
`
/** Bytes of a body that a letterbox takes. */
export const bodyLimit = 100_000

export const targets = ['the API', 'the API of two workers', 'the admin port'] as const
export type Target = (typeof targets)[number]

export type Letterboxes = Awaited<ReturnType<typeof startLetterboxes>>

/** One project as a server of one process and as one of two workers, with sockets to talk to them byte by byte. */
export async function startLetterboxes() {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-hostile-'))
  const shipped = shippedFiles(rootFolder, '0.0.0')
  const imported = await importSpec(
    { from: 'text', text: spec },
    { samplesFolder: shipped.samples },
  )
  const targetFolder = join(folder, 'project')
  await generateProject({
    ...imported,
    scenarios: [],
    settings: serverSettingsSchema.parse({ name: 'Letterbox', bodyLimit }),
    templatesFolder: shipped.templates,
    targetFolder,
  })
  const env = { MOCKLOOP_PORT: '0', MOCKLOOP_ADMIN_PORT: '0' }
  const one = await forkProject(targetFolder, env)
  const two = await forkProject(targetFolder, { ...env, MOCKLOOP_WORKERS: '2' })
  const servers = [one, two]
  const ports: Record<Target, number> = {
    'the API': one.port,
    'the API of two workers': two.port,
    'the admin port': one.adminPort,
  }
  const open = new Set<Socket>()

  async function openSocket(target: Target): Promise<Socket> {
    const socket = connect({ port: ports[target], host: '127.0.0.1' }).setEncoding('latin1')
    open.add(socket)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    return socket
  }

  return {
    servers,
    urlOf: (target: Target) => `http://127.0.0.1:${ports[target]}${pathOf(target)}`,
    openSocket,
    openSockets: (target: Target, count: number) =>
      Promise.all(Array.from({ length: count }, () => openSocket(target))),

    /** Sends a text, and answers all that comes until the server ends the connection. */
    async exchange(target: Target, text: string | Buffer): Promise<string> {
      const socket = await openSocket(target)
      const answer = readAll(socket)
      socket.end(text)
      return answer
    },

    closeSockets(): void {
      for (const socket of open) socket.destroy()
      open.clear()
    },

    async stop(): Promise<void> {
      await Promise.all(servers.map((server) => server.stop()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What each target answers with 200. */
export function pathOf(target: Target): string {
  return target === 'the admin port' ? '/health/live' : '/letters'
}

export function get(target: Target): string {
  return `GET ${pathOf(target)} HTTP/1.1\r\nHost: localhost\r\n`
}

/** The head of a request that may have a body, without what says how long that is. */
export function post(target: Target): string {
  return target === 'the admin port'
    ? 'PUT /admin/api/v1/scenarios/mine HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    : 'POST /letters HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n'
}

/** Of one whose body is `{}`. */
export function statusOfPost(target: Target): number {
  return target === 'the admin port' ? 200 : 204
}

/** All that comes until the server ends the connection. */
export function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.once('close', () => resolve(text))
  })
}

export const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
