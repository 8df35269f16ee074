import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverSettingsSchema } from '#contract/server.ts'
import { EngineError } from '#engine/engine-error.ts'
import { forkProject } from '#engine/generator/forked-project.ts'
import { generateProject } from '#engine/generator/generate-project.ts'
import { deriveScenarios } from '#engine/scenarios/derive-scenarios.ts'
import { shippedFiles } from '#engine/shipped-files.ts'
import { importSpec } from '#engine/specs/import-spec.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { rootFolder } from '../hosts/app-host.ts'
import { createDice, type Dice } from './dice.ts'
import type { FuzzOptions } from './fuzz-options.ts'
import { type RandomRequest, randomRequest } from './random-request.ts'
import { sendBytes } from './send-bytes.ts'
import { type CorpusSpec, readSpecCorpus } from './spec-corpus.ts'

export interface RequestFuzzReport {
  servers: number
  requests: number
  /** How often each status was answered; 0 stands for connections that ended without an answer. */
  statuses: Map<number, number>
  failures: string[]
}

const together = 16
// Four times what is allowed, as others may use the machine: who hangs does so for longer.
const silentAfterSeconds = 20
const errorLines = /Request failed:|An error outside|was not handled|FATAL|admin port failed/

/**
 * Sends random requests to the servers of one spec after the other for some seconds. A failure is a server that
 * ends, that does not answer, that reports an error of its own, or that answers 5xx where the operation declares none.
 */
export async function runRequestTrials(
  options: FuzzOptions & { secondsPerServer: number; maxBytes: number },
): Promise<RequestFuzzReport> {
  const report: RequestFuzzReport = { servers: 0, requests: 0, statuses: new Map(), failures: [] }
  const corpus = readSpecCorpus(options.maxBytes)
  const dice = createDice(options.seed)
  const endAt = performance.now() + options.seconds * 1000
  while (performance.now() < endAt && report.failures.length < 50) {
    const spec = dice.pickAny(corpus)
    const until = Math.min(endAt, performance.now() + options.secondsPerServer * 1000)
    if (spec) await tryServer(spec, dice, until, report)
  }
  return report
}

async function tryServer(spec: CorpusSpec, dice: Dice, until: number, report: RequestFuzzReport) {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-fuzz-'))
  try {
    const mockApi = await generate(spec, join(folder, 'project'))
    if (mockApi === null) return
    const server = await forkProject(join(folder, 'project'), {
      MOCKLOOP_PORT: '0',
      MOCKLOOP_ADMIN_PORT: '0',
      MOCKLOOP_BODY_LIMIT: '1000000',
      MOCKLOOP_VALIDATE: dice.pick(['enforce', 'warn', 'off']),
      MOCKLOOP_DYNAMIC: dice.pick(['true', 'false']),
    })
    try {
      report.servers += 1
      while (performance.now() < until) {
        const requests = Array.from({ length: together }, () => randomRequest(mockApi, dice))
        await Promise.all(requests.map((request) => tryRequest(server.port, request)))
        for (const entry of server.entries.splice(0)) checkEntry(mockApi, entry)
        server.messages.length = 0
        const error = errorLines.exec(server.output.stderr)
        if (error) {
          fail(server.output.stderr.slice(error.index, error.index + 1_500))
          server.output.stderr = ''
        }
        if (server.child.exitCode !== null || server.child.signalCode !== null) {
          return fail(`the server ended: ${server.output.stderr.slice(-1_500)}`)
        }
      }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }

  function fail(what: string) {
    report.failures.push(`${spec.path}: ${what}`)
  }

  async function tryRequest(port: number, request: RandomRequest): Promise<void> {
    const { statuses, outcome } = await sendBytes(port, request, silentAfterSeconds)
    report.requests += 1
    for (const status of statuses.length === 0 ? [0] : statuses) {
      report.statuses.set(status, (report.statuses.get(status) ?? 0) + 1)
    }
    if (outcome === 'silent') fail(`no answer to ${shown(request)}`)
  }

  function checkEntry(
    mockApi: MockApi,
    { status, operationId, method, url, reason }: LoggedStatus,
  ) {
    if (status < 500 || declares(mockApi, operationId, status)) return
    fail(`${status} for ${method} ${url.slice(0, 200)}, which does not declare it: ${reason}`)
  }
}

interface LoggedStatus {
  status: number
  operationId: string | null
  method: string
  url: string
  reason: string
}

function declares(mockApi: MockApi, operationId: string | null, status: number): boolean {
  const operation = mockApi.operations.find(({ id }) => id === operationId)
  const declared = operation?.responses.map((response) => response.status.toUpperCase()) ?? []
  return [String(status), '5XX', 'DEFAULT'].some((name) => declared.includes(name))
}

function shown({ bytes }: RandomRequest): string {
  return JSON.stringify(bytes.toString('latin1', 0, 600))
}

async function generate(spec: CorpusSpec, targetFolder: string): Promise<MockApi | null> {
  const shipped = shippedFiles(rootFolder, '0.0.0')
  const source = { from: 'path', path: spec.path } as const
  try {
    const { mockApi, document, report } = await importSpec(source, {
      samplesFolder: shipped.samples,
    })
    await generateProject({
      mockApi,
      document,
      report,
      scenarios: deriveScenarios(mockApi),
      settings: serverSettingsSchema.parse({ name: 'Fuzzed' }),
      templatesFolder: shipped.templates,
      targetFolder,
    })
    return mockApi
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}
