import { marksOf, marksText } from '#runtime/routing/rival-routes.ts'
import type { MockApi, Operation } from '../mock-api.ts'
import type { ProblemLog } from '../problem-log.ts'
import { quoted } from '../reading/spec-files.ts'

/**
 * Reports operations that answer the same requests, and operations without an answer for the good case.
 * Operations on one path are told apart by their queries and by what they require.
 * @param writtenPaths by operation id
 */
export function checkOperations(
  { operations, schemas }: MockApi,
  writtenPaths: ReadonlyMap<string, string>,
  problems: ProblemLog,
): void {
  const written = ({ id, path }: Operation) => quoted(writtenPaths.get(id) ?? path)
  const exact = new Map<string, Operation>()
  const shapes = new Map<string, Operation>()
  for (const operation of operations) {
    const query = JSON.stringify(operation.fixedQuery ?? {})
    const marks = marksText(marksOf(operation, schemas))
    const same = `${operation.method} ${operation.path} ${query} ${marks}`
    const shape = `${operation.method} ${operation.path.replace(/\{[^{}]*\}/g, '{}')} ${query}`
    const twin = exact.get(same)
    const alike = shapes.get(shape)
    const rival = twin ?? (alike?.path === operation.path ? undefined : alike)
    if (rival) {
      const what = `${operation.method} ${written(operation)}`
      problems.add({
        severity: 'warning',
        code: twin ? 'duplicate-path' : 'ambiguous-path',
        message: `${what} matches the same requests as ${written(rival)}; only the one that is found first answers.`,
        pointer: operation.pointer,
        operationId: operation.id,
      })
    } else {
      exact.set(same, operation)
      if (!alike) shapes.set(shape, operation)
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
