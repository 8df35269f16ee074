import type { Operation } from '../mock-api.ts'
import type { ProblemLog } from '../problem-log.ts'
import { quoted } from '../reading/spec-files.ts'

/** Reports operations that answer the same requests, and operations without an answer for the good case. */
export function checkOperations(operations: readonly Operation[], problems: ProblemLog): void {
  const exact = new Map<string, Operation>()
  const shapes = new Map<string, Operation>()
  for (const operation of operations) {
    const query = JSON.stringify(operation.fixedQuery ?? {})
    const same = `${operation.method} ${operation.path} ${query}`
    const shape = `${operation.method} ${operation.path.replace(/\{[^{}]*\}/g, '{}')} ${query}`
    const twin = exact.get(same)
    const rival = twin ?? shapes.get(shape)
    if (rival) {
      const what = `${operation.method} ${quoted(operation.path)}`
      problems.add({
        severity: 'warning',
        code: twin ? 'duplicate-path' : 'ambiguous-path',
        message: `${what} matches the same requests as ${quoted(rival.path)}; only the one that is found first answers.`,
        pointer: operation.pointer,
        operationId: operation.id,
      })
    } else {
      exact.set(same, operation)
      shapes.set(shape, operation)
    }
    checkResponses(operation, problems)
  }
}

function checkResponses(operation: Operation, problems: ProblemLog): void {
  const statuses = operation.responses.map((response) => response.status)
  if (statuses.some((status) => /^[23]|^default$/.test(status))) return
  problems.add({
    severity: 'warning',
    code: 'no-success-response',
    message:
      statuses.length === 0
        ? 'The operation declares no usable response; an empty 200 is answered.'
        : 'The operation declares no response for success, only errors.',
    pointer: operation.pointer,
    operationId: operation.id,
  })
}
