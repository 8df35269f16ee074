import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { OperationSummary } from '#contract/operation.ts'
import type { Server } from '#contract/server.ts'
import { applyFact, withHits } from './apply-fact.ts'
import { createConnection } from './orpc.ts'

const operation = (id: string, more: Partial<OperationSummary> = {}): OperationSummary => ({
  id,
  method: 'GET',
  path: `/${id}`,
  tag: '',
  summary: '',
  deprecated: false,
  hits: 0,
  lastStatus: null,
  lastSeq: 0,
  overridden: false,
  ...more,
})
const row = (seq: number, operationId: string | null, status = 200) => ({
  seq,
  operationId,
  status,
})

test('rows are counted for their operations, and the last one tells the status', () => {
  const [pets, users] = withHits(
    [operation('pets'), operation('users')],
    [row(1, 'pets'), row(2, null), row(3, 'pets', 404)],
  )
  expect(pets).toMatchObject({ hits: 2, lastStatus: 404, lastSeq: 3 })
  expect(users).toEqual(operation('users'))
})

test('a row that the list had counted when it was read is not counted again', () => {
  const read = [operation('pets', { hits: 5, lastStatus: 201, lastSeq: 9 })]
  const waiting = [row(8, 'pets'), row(9, 'pets', 201), row(11, 'pets', 500)]
  const counted = withHits(read, waiting)
  expect(counted).toEqual([operation('pets', { hits: 6, lastStatus: 500, lastSeq: 11 })])
  // The same rows once more change nothing, not even the array.
  expect(withHits(counted, waiting)).toBe(counted)
})

test('previews are read anew when the settings of their server change', () => {
  // Of the host only the link is used, and nobody calls it.
  const { orpc } = createConnection({
    link: { call: () => Promise.reject(new Error('no')) },
  } as never)
  const queries = new QueryClient()
  const keyOf = (serverId: string) =>
    orpc.operations.preview.queryKey({ input: { serverId, operationId: 'getBook' } })
  const preview = { status: 200, headers: {}, body: '', reason: '', trace: [] }
  for (const id of ['a', 'b']) queries.setQueryData(keyOf(id), preview)
  // Nothing but the id is looked at.
  applyFact(queries, orpc, { type: 'server.changed', server: { id: 'a' } as Server })
  const isOld = (id: string) => queries.getQueryState(keyOf(id))?.isInvalidated
  expect(['a', 'b'].map(isOld)).toEqual([true, false])
})
