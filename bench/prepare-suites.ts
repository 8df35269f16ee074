import { execFile } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { serverFlags } from '#engine/servers/server-process.ts'
import { createBenchSpec } from './bench-spec.ts'
import { type BenchCase, casesOf, statefulCases } from './cases.ts'
import { manyCores } from './pinned.ts'
import { type BenchServer, runServer } from './run-server.ts'

/** One spec with everything that serves it. */
export interface Suite {
  name: string
  operations: number
  specFile: string
  /** Generated project that can run under plain Node. */
  projectFolder: string
  cases: BenchCase[]
  /** The first one is what the others are compared with. */
  servers: BenchServer[]
}

const run = promisify(execFile)
const express = 'bare Express'
const serversFolder = join(import.meta.dirname, 'servers')

/** Writes the specs, generates their projects and says how each server is started. */
export async function prepareSuites(options: {
  cli: string
  workFolder: string
  progress: (message: string) => void
}): Promise<{ suites: Suite[]; stateful: Suite; workers: Suite }> {
  const small = await prepareSuite({ ...options, name: 'small', collections: 2, measured: [0] })
  const large = await prepareSuite({
    ...options,
    name: 'large',
    collections: 250,
    measured: [0, 249],
  })
  const stateful = await prepareStateful(small, options)
  return { suites: [small, large], stateful, workers: workersOf(small) }
}

/** The small spec once more, on several cores: one process, and two workers as one server. */
function workersOf(small: Suite): Suite {
  const named = (name: string) => small.servers.filter((server) => server.name === name)
  const servers = [...named(express), ...named('generated project')].flatMap((server) => {
    const here = { ...server, cores: manyCores }
    if (server.name === express) return [here]
    const two = { ...here, env: { ...server.env, MOCKLOOP_WORKERS: '2' } }
    return [here, { ...two, name: 'generated project, 2 workers' }]
  })
  return { ...small, name: 'workers small', servers }
}

/** The small spec once more, served by what keeps what clients create. */
async function prepareStateful(
  small: Suite,
  { cli, workFolder }: { cli: string; workFolder: string },
): Promise<Suite> {
  const { specFile, projectFolder } = small
  const generated: BenchServer = {
    name: 'generated project, stateful',
    args: [join(projectFolder, 'server.js')],
    env: { MOCKLOOP_PORT: '0', MOCKLOOP_ADMIN_PORT: '0', MOCKLOOP_STATEFUL: 'true' },
  }
  const answersFile = join(workFolder, 'stateful-answers.json')
  const cases = statefulCases()
  const [create] = cases
  // A page is full only after some items were created.
  const before = create === undefined ? [] : Array.from({ length: 20 }, () => create)
  await writeFile(answersFile, JSON.stringify(await answersOf(generated, cases, before)))
  const mock = ['mock', specFile, '--quiet', '--port', '0', '--stateful']
  const servers: BenchServer[] = [
    { name: express, args: [join(serversFolder, 'express.js'), answersFile] },
    { name: 'mockloop mock --stateful', args: [cli, ...mock] },
    generated,
  ]
  return { ...small, name: 'stateful small', cases, servers }
}

async function prepareSuite(options: {
  cli: string
  workFolder: string
  progress: (message: string) => void
  name: string
  collections: number
  /** Collections whose operations are measured. */
  measured: number[]
}): Promise<Suite> {
  const { cli, workFolder, name, collections, measured } = options
  options.progress(`${name}: generating`)
  const specFile = join(workFolder, `${name}.json`)
  const projectFolder = join(workFolder, `${name}-mock`)
  await writeFile(specFile, JSON.stringify(createBenchSpec(collections)))
  await run(process.execPath, [cli, 'generate', specFile, '--out', projectFolder])
  await symlink(
    join(import.meta.dirname, '..', 'node_modules'),
    join(projectFolder, 'node_modules'),
  )
  const generated: BenchServer = {
    name: 'generated project',
    args: [join(projectFolder, 'server.js')],
    env: { MOCKLOOP_PORT: '0', MOCKLOOP_ADMIN_PORT: '0' },
  }
  const answersFile = join(workFolder, `${name}-answers.json`)
  await writeAnswers({ generated, collections, answersFile })

  const mock = ['mock', specFile, '--quiet', '--port', '0']
  const servers: BenchServer[] = [
    { name: express, args: [join(serversFolder, 'express.js'), answersFile] },
    { name: 'bare node:http', args: [join(serversFolder, 'node-http.js'), answersFile] },
    { name: 'mockloop mock', args: [cli, ...mock] },
    generated,
    {
      ...generated,
      name: 'generated project in the app, log delivered',
      args: [join(serversFolder, 'in-app.js'), runEntryOf(cli), projectFolder, ...serverFlags],
    },
  ]
  if (name === 'small') {
    await writeScenario(projectFolder)
    servers.push(
      { name: 'mockloop mock --dynamic', args: [cli, ...mock, '--dynamic'] },
      {
        ...generated,
        name: 'generated project, scenario of 20 rules',
        env: { ...generated.env, MOCKLOOP_SCENARIO: 'twenty-rules' },
      },
    )
  }
  const cases =
    measured.length === 1
      ? casesOf(0)
      : measured.flatMap((index) => casesOf(index, index === 0 ? 'early' : 'late'))
  return { name, operations: collections * 4, specFile, projectFolder, cases, servers }
}

/** What the app forks to run a project, of the build that a command line belongs to. */
export function runEntryOf(cli: string): string {
  return join(cli, '..', '..', 'templates', 'run-in-app.js')
}

/** The limits send what our server sends, so that all of them move the same bytes. */
async function writeAnswers(options: {
  generated: BenchServer
  collections: number
  answersFile: string
}): Promise<void> {
  const bodies = (await answersOf(options.generated, casesOf(0))).map(({ body }) => body)
  const answers = Array.from({ length: options.collections }, (_, index) =>
    casesOf(index).map((request, at) => ({ ...request, body: bodies[at] })),
  ).flat()
  await writeFile(options.answersFile, JSON.stringify(answers))
}

/** The cases with the bodies that a server answers; `before` is sent first. */
async function answersOf(
  server: BenchServer,
  cases: readonly BenchCase[],
  before: readonly BenchCase[] = [],
): Promise<(Omit<BenchCase, 'body'> & { body: unknown })[]> {
  const running = await runServer(server)
  try {
    const ask = async ({ method, path, body }: BenchCase): Promise<unknown> =>
      (await fetch(`${running.baseUrl}${path}`, requestOf(method, body))).json()
    for (const request of before) await ask(request)
    const answers = []
    for (const request of cases) answers.push({ ...request, body: await ask(request) })
    return answers
  } finally {
    await running.stop()
  }
}

/** How `fetch` sends a case. */
export function requestOf(method: string, body: string): RequestInit {
  return body === ''
    ? { method }
    : { method, body, headers: { 'content-type': 'application/json' } }
}

/** Each rule is tried with every request and none applies: the longest way through a scenario. */
async function writeScenario(projectFolder: string): Promise<void> {
  const scenario = {
    name: 'twenty-rules',
    rules: Array.from({ length: 20 }, (_, index) => ({
      when: { headers: { 'x-bench': `rule ${index}` } },
      answer: { status: 503 },
    })),
  }
  const file = join(projectFolder, 'scenarios', 'twenty-rules.json')
  await writeFile(file, JSON.stringify(scenario))
}
