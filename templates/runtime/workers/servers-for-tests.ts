import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { buildTemplates, generateBookshop } from '#engine/generator/bookshop-project.ts'
import { forkProject } from '#engine/generator/forked-project.ts'

type Server = Awaited<ReturnType<typeof forkProject>>

/** Starts projects with two workers; what a test started ends with it. */
export function serversOfWorkers() {
  let folder: string
  let templatesFolder: string
  const running: Server[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workers-'))
    templatesFolder = await buildTemplates(folder)
  })

  afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function project(): Promise<string> {
    const target = join(await mkdtemp(join(folder, 'project-')), 'bookshop')
    await generateBookshop(templatesFolder, target)
    return target
  }

  async function start(
    env: Record<string, string> = {},
    target: string | null = null,
  ): Promise<Server> {
    const variables = { MOCKLOOP_WORKERS: '2', ...env }
    const server = await forkProject(target ?? (await project()), variables)
    running.push(server)
    return server
  }

  return { project, start }
}

/** Sends a request over a connection of its own: connections go to the workers in turn. */
export async function ask(
  url: string,
  { method = 'GET', body = '', headers = {} as Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  const sent = request(url, {
    ...{ method, agent: false },
    headers: { 'content-type': 'application/json', ...headers },
  }).end(body)
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, body: text }
}

/** The statuses of that many requests at once. */
export const statuses = async (url: string, count: number) =>
  (await Promise.all(Array.from({ length: count }, () => ask(url)))).map(({ status }) => status)

interface Health {
  requests: number
  workers: { pid: number; requests: number }[]
}

export async function healthOf(server: Server): Promise<Health> {
  return JSON.parse((await ask(server.admin('/health'))).body)
}

export async function putScenario(server: Server, name: string, scenario: object): Promise<void> {
  const path = `/admin/api/v1/scenarios/${name}`
  const given = { method: 'PUT', body: JSON.stringify({ rules: [], ...scenario }) }
  expect((await ask(server.admin(path), given)).status).toBe(200)
}

export async function activate(server: Server, name: string): Promise<void> {
  const path = `/admin/api/v1/scenarios/${name}/activate`
  expect((await ask(server.admin(path), { method: 'POST', body: '{}' })).status).toBe(200)
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
