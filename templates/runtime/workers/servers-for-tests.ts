import { once } from 'node:events'
import { request } from 'node:http'
import { expect } from 'vitest'
import { projectsForTests, type RunningProject } from '../projects-for-tests.ts'

/** Starts projects with two workers. */
export function serversOfWorkers() {
  const { project, start } = projectsForTests({ MOCKLOOP_WORKERS: '2' })
  return {
    project,
    start: async (env: Record<string, string> = {}, target: string | null = null) =>
      start(target ?? (await project()), env),
  }
}

/** Sends a request over a connection of its own: connections go to the workers in turn. */
export async function ask(
  url: string,
  { method = 'GET', body = '', headers = {} as Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  const sent = request(url, {
    method,
    agent: false,
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
  status: string
  workers: { pid: number; requests: number; isAnswering: boolean }[]
  workerLosses: { count: number; last: { at: string; message: string } | null }
}

export async function healthOf(server: RunningProject): Promise<Health> {
  return JSON.parse((await ask(server.admin('/health'))).body)
}

export async function putScenario(
  server: RunningProject,
  name: string,
  scenario: object,
): Promise<void> {
  const path = `/admin/api/v1/scenarios/${name}`
  const given = { method: 'PUT', body: JSON.stringify({ rules: [], ...scenario }) }
  expect((await ask(server.admin(path), given)).status).toBe(200)
}

export async function activate(server: RunningProject, name: string): Promise<void> {
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
