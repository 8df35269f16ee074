import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importSpec } from './import-spec.ts'
import { createSpecImporter, type SpecImporter } from './spec-importer.ts'

const workerPath = join(import.meta.dirname, 'import-worker.ts')
const samplesFolder = join(import.meta.dirname, '..', '..', '..', 'examples')

function importer(limits: { timeLimit?: number; memoryLimit?: number } = {}): SpecImporter {
  return createSpecImporter({ workerPath, samplesFolder, ...limits })
}

/** A server that takes requests and never answers. */
async function silentServer(): Promise<{ url: string; asked: Promise<void>; close(): void }> {
  const server = createServer()
  const asked = new Promise<void>((resolve) => {
    server.once('request', () => resolve())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // Listening on a port.
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/a.yaml`, asked, close }
}

test('an import in a thread is the same as one beside it', async () => {
  const source = { from: 'sample', name: 'bookshop.yaml' } as const
  const stages: string[] = []
  const imported = await importer().import(source, { onProgress: (stage) => stages.push(stage) })
  expect(imported).toEqual(await importSpec(source, { samplesFolder }))
  expect(stages).toContain('parsing')
})

test('errors cross the thread with code and data', async () => {
  const source = { from: 'text', text: 'openapi: 3.0.0\npaths: []', fileName: 'a.yaml' } as const
  await expect(importer().import(source)).rejects.toMatchObject({
    name: 'EngineError',
    code: 'INVALID_SPEC',
    message: expect.stringContaining('Cannot import a.yaml: its paths are a list'),
    data: { place: { file: 'a.yaml', pointer: '/paths', line: 2, column: 1 } },
  })
})

test('cancelling ends a running import', async () => {
  const server = await silentServer()
  const controller = new AbortController()
  const importing = importer().import(
    { from: 'url', url: server.url },
    { signal: controller.signal },
  )
  await server.asked
  controller.abort()
  await expect(importing).rejects.toMatchObject({ code: 'CANCELLED' })
  server.close()
})

test('closing ends running imports', async () => {
  const server = await silentServer()
  const closing = importer()
  const importing = closing.import({ from: 'url', url: server.url })
  const outcome = expect(importing).rejects.toMatchObject({ code: 'CANCELLED' })
  await server.asked
  await closing.close()
  await outcome
  server.close()
})

test('an import that takes too long ends', async () => {
  const server = await silentServer()
  await expect(
    importer({ timeLimit: 0.5 }).import({ from: 'url', url: server.url }),
  ).rejects.toThrow('it takes longer than 0.5 seconds')
  server.close()
})

test('an import that takes too much memory ends', async () => {
  const paths = Array.from({ length: 100_000 }, (_, i) => `"/p${i}": {"get": {"summary": "s${i}"}}`)
  const text = `{"openapi": "3.0.0", "paths": {${paths.join(',')}}}`
  await expect(importer({ memoryLimit: 40 }).import({ from: 'text', text })).rejects.toMatchObject({
    code: 'INVALID_SPEC',
    message: expect.stringContaining('it needs more than 40 MiB'),
  })
})
