import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import type { RequestRecord } from '#runtime/log/request-record.ts'
import { createApp } from '#runtime/server/create-app.ts'
import { createDispatch } from '#runtime/server/dispatch.ts'
import { createHttpServer } from '#runtime/server/http-server.ts'
import { createLiveMock } from '#runtime/server/live-mock.ts'
import type { ProjectFiles } from '#runtime/server/project-files.ts'
import { openCollections } from '#runtime/state/open-collections.ts'
import type { MockApi } from '../specs/mock-api.ts'

/** The Express app of a mock on a free port, with its files in memory. */
export async function startApp(
  mockApi: MockApi,
  settings: Partial<ServerSettings> = {},
  saved: { corrections?: unknown; state?: unknown } = {},
) {
  const disk: { corrections: unknown; state: unknown } = {
    corrections: saved.corrections ?? null,
    state: saved.state ?? null,
  }
  const warnings: string[] = []
  const records: RequestRecord[] = []
  const files: ProjectFiles = {
    specPath: '',
    readSettingsFile: () => ({}),
    readMockApi: () => mockApi,
    readScenarios: () => [],
    saveActiveScenario: () => {},
    saveScenario: () => {},
    readCorrections: () => disk.corrections,
    saveCorrections: (corrections) => {
      disk.corrections = corrections
    },
    readState: () => disk.state,
    saveState: (state) => {
      disk.state = structuredClone(state)
    },
  }
  const mock = createLiveMock({
    mockApi,
    settings: serverSettingsSchema.parse({ name: 'Test', stateful: true, ...settings }),
    scenarios: [],
    files,
    openCollections,
    warn: (message) => warnings.push(message),
  })
  const dispatch = createDispatch({
    mock,
    handlers: new Map(),
    record: (record) => records.push(record),
  })
  const app = createApp({
    dispatch,
    record: (record) => records.push(record),
    activeScenario: mock.activeScenario,
    logBodyLimit: () => 65_536,
    extend: undefined,
    hasHandlers: false,
  })
  const server = createHttpServer(app, () => mock.settings().bodyLimit).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server on a port has an address of this kind.
  const { port } = server.address() as AddressInfo

  return {
    mock,
    disk,
    warnings,
    records,
    base: `http://127.0.0.1:${port}`,
    /** Sends JSON and reads JSON; `body` is undefined for an answer without one. */
    async ask(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
      form?: URLSearchParams,
    ) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { ...(form ? {} : { 'content-type': 'application/json' }), ...headers },
      })
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        // Tests say what they expect of it.
        body: (text === '' ? undefined : parsed(text)) as never,
      }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof startApp>>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
