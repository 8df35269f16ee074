import type { MockApi } from '../specs/mock-api.ts'

/**
 * The model as JSON with one line per operation and per schema: compact enough to be read quickly at
 * each start, and a change of one operation is one line of a diff.
 */
export function mockApiText(mockApi: MockApi): string {
  const members = Object.entries(mockApi).map(([key, value]) => {
    const text = key === 'operations' || isNamedParts(key) ? linesOf(value) : JSON.stringify(value)
    return `${JSON.stringify(key)}: ${text}`
  })
  return `{\n${members.join(',\n')}\n}\n`
}

function isNamedParts(key: string): boolean {
  return key === 'schemas' || key === 'securitySchemes'
}

function linesOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`
  }
  const members = Object.entries(Object(value))
  return `{\n${members
    .map(([name, item]) => `${JSON.stringify(name)}: ${JSON.stringify(item)}`)
    .join(',\n')}\n}`
}
