import { type ImportedSpec, importSpec } from '../import-spec.ts'
import type { MockApi, Operation } from '../mock-api.ts'

export function importText(text: string): Promise<ImportedSpec> {
  return importSpec({ from: 'text', text, fileName: 'test.yaml' }, { samplesFolder: '' })
}

/** Imports a document of 3.1 with the given members beside `openapi` and `info`. */
export async function mockApiOf(members: string, version = '3.1.0'): Promise<MockApi> {
  return (await importText(`openapi: ${version}\ninfo: {title: T, version: '1'}\n${members}`))
    .mockApi
}

export async function codesOf(members: string): Promise<string[]> {
  const spec = await importText(`openapi: 3.1.0\ninfo: {title: T, version: '1'}\n${members}`)
  return spec.report.problems.map((problem) => problem.code)
}

export function only(mockApi: MockApi): Operation {
  const [operation] = mockApi.operations
  if (!operation || mockApi.operations.length > 1) throw new Error('not one operation')
  return operation
}

export const ok = `responses: {'200': {description: ok}}`
