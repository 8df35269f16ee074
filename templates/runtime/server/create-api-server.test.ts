import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { importSpec } from '#engine/specs/import-spec.ts'
import { openCollections } from '../state/open-collections.ts'
import { createApiServer } from './create-api-server.ts'
import { createLiveMock } from './live-mock.ts'
import type { ProjectFiles } from './project-files.ts'

const spec = {
  openapi: '3.1.0',
  info: { title: 'Letterbox', version: '1' },
  paths: {
    '/letters': { get: { operationId: 'letters', responses: { 200: { description: 'all' } } } },
    '/stamps': { get: { operationId: 'stamps', responses: { 200: { description: 'all' } } } },
  },
}

const warn = (message: string) => {
  throw new Error(message)
}

async function openMock() {
  const source = { from: 'text', text: JSON.stringify(spec) } as const
  const { mockApi } = await importSpec(source, { samplesFolder: '' })
  const settings = serverSettingsSchema.parse({ name: 'Letterbox' })
  const files: ProjectFiles = {
    specPath: '',
    readSettingsFile: () => ({}),
    readMockApi: () => mockApi,
    readScenarios: () => [],
    saveActiveScenario: () => {},
    saveScenario: () => {},
    readCorrections: () => null,
    saveCorrections: () => {},
    readState: () => null,
    saveState: () => {},
  }
  const happy = { name: 'happy', description: '', derived: false, rules: [], defaults: {} }
  return createLiveMock({ mockApi, settings, scenarios: [happy], files, openCollections, warn })
}

test('the time of an answer is taken before a client can have it, whoever writes it', async () => {
  const told = new Map<string, number>()
  const written = new Map<string, number>()
  const server = createApiServer({
    mock: await openMock(),
    routes: [
      (define) => {
        define('stamps', 'get', '/stamps', (_request, response) => response.end('by hand'))
      },
    ],
    extend: (app) => app.get('/own', (_request, response) => response.end('own')),
    record: ({ head }, answeredAt) => told.set(`${head.method} ${head.path}`, answeredAt),
    warn,
  })
  server.prependListener('request', (request, response) => {
    const end = response.end
    response.end = function noted(this: ServerResponse, ...given: unknown[]) {
      const ended: ServerResponse = Reflect.apply(end, this, given)
      written.set(`${request.method} ${request.url}`, performance.now())
      return ended
    } as ServerResponse['end']
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const preflight = { origin: 'http://a', 'access-control-request-method': 'PUT' }
  const requests = ['GET /letters', 'GET /letters', 'GET /stamps', 'GET /own', 'GET /nowhere']
  for (const each of [...requests, 'OPTIONS /letters']) {
    const [method = '', path] = each.split(' ')
    const headers = method === 'OPTIONS' ? preflight : {}
    await (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })).text()
  }
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))

  expect([...told.keys()].sort()).toEqual([...written.keys()].sort())
  expect(told.size).toBe(5)
  for (const [request, at] of told) expect(at).toBeLessThan(written.get(request) ?? 0)
})
