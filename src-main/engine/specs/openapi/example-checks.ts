import { setImmediate as nextTurn } from 'node:timers/promises'
import type { JsonSchema } from '#runtime/schemas/json-schema.ts'
import { createSchemaStore, type Direction } from '#runtime/schemas/schema-store.ts'
import type { MediaType, MockApi, NamedExample, Operation } from '../mock-api.ts'
import type { ProblemLog } from '../problem-log.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'

interface Checking {
  problems: ProblemLog
  signal: AbortSignal | undefined
  /** Told the share that is done. */
  progress(fraction: number): void
  /** Milliseconds of CPU time, so that a busy machine reports the same; what is not checked by then is only counted. */
  budget?: number
}

interface ExampleToCheck {
  operation: Operation
  pointer: string
  direction: Direction
  schema: JsonSchema
  example: NamedExample
}

/** Checking is for the report only: it must not make the import of a large spec slow. */
const DEFAULT_BUDGET = 500

/** Reports the examples of bodies that break their schema, as far as the time allows. */
export async function checkExamples(mockApi: MockApi, checking: Checking): Promise<void> {
  const { problems, signal, progress, budget = DEFAULT_BUDGET } = checking
  const examples = mockApi.operations.flatMap(examplesOfOperation)
  if (examples.length === 0) return
  const store = createSchemaStore(mockApi.schemas)
  const start = cpuMilliseconds()
  let lastBreak = start
  for (const [i, one] of examples.entries()) {
    const violations = store.check(one.schema, one.direction, one.example.value)
    const [first] = violations
    if (first) {
      const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : ''
      const at = first.pointer === '' ? 'it' : quoted(first.pointer)
      problems.add({
        severity: 'warning',
        code: 'example-breaks-schema',
        message: `The example ${quoted(one.example.name)} breaks its schema: ${at} ${first.message}${more}. ${one.direction === 'request' ? 'Such a request is refused.' : 'The mock repairs it.'}`,
        pointer: one.pointer,
        operationId: one.operation.id,
      })
    }
    const now = cpuMilliseconds()
    if (now - start > budget && i + 1 < examples.length) {
      const message = `${examples.length - i - 1} of ${examples.length} examples were not checked against their schema, to keep the import short.`
      problems.add({ severity: 'info', code: 'checks-cut', message, pointer: '' })
      return
    }
    if (now - lastBreak > 50) {
      progress((i + 1) / examples.length)
      await nextTurn()
      signal?.throwIfAborted()
      lastBreak = cpuMilliseconds()
    }
  }
}

function cpuMilliseconds(): number {
  // Before Node 23.9 there is only the time of all threads together.
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage()
  return (user + system) / 1000
}

function examplesOfOperation(operation: Operation): ExampleToCheck[] {
  const inBody = examplesOfContent(operation, operation.requestBody?.content ?? [], 'request', [
    'requestBody',
  ])
  const inResponses = operation.responses.flatMap(({ status, content }) =>
    examplesOfContent(operation, content, 'response', ['responses', status]),
  )
  return [...inBody, ...inResponses]
}

function examplesOfContent(
  operation: Operation,
  content: readonly MediaType[],
  direction: Direction,
  tokens: readonly string[],
): ExampleToCheck[] {
  return content.flatMap((media) => {
    const { schema, contentType } = media
    if (schema === undefined) return []
    const place = [...tokens, 'content', contentType].reduce(appendPointer, operation.pointer)
    return media.examples
      .filter((example) => isComparable(contentType, example.value))
      .map(
        (example): ExampleToCheck => ({
          operation,
          direction,
          schema,
          example,
          pointer:
            example.name === 'default'
              ? appendPointer(place, 'example')
              : appendPointer(appendPointer(place, 'examples'), example.name),
        }),
      )
  })
}

/** The text of an XML or CSV example cannot be held against a schema of objects. */
function isComparable(contentType: string, value: unknown): boolean {
  return typeof value !== 'string' || /[/+]json\b/i.test(contentType)
}
