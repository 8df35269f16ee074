import { isRecord } from '../schemas/json-schema.ts'

/** Writes a value as a YAML 1.2 document in block style; names and texts are quoted as in JSON. */
export function encodeYaml(value: unknown): string {
  return `${lines(value).join('\n')}\n`
}

function lines(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => nested('-', item, ' '))
  }
  if (isRecord(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, member]) =>
      nested(`${JSON.stringify(name)}:`, member, '\n'),
    )
  }
  return [JSON.stringify(value) ?? 'null']
}

/** A dash or key with what belongs to it: on the same line where that is possible, else indented below. */
function nested(head: string, value: unknown, joint: ' ' | '\n'): string[] {
  const inner = lines(value)
  const [first = '', ...rest] = inner
  const isScalar = inner.length === 1 && !isBlock(value)
  if (isScalar || joint === ' ') {
    return [`${head} ${first}`, ...rest.map((line) => `  ${line}`)]
  }
  return [head, ...inner.map((line) => `  ${line}`)]
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
