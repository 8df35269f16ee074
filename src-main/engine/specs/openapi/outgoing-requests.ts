import { members, textOf } from '../json-value.ts'
import type { Operation, OutgoingRequest } from '../mock-api.ts'
import { appendPointer, valueAt } from '../reading/json-pointer.ts'
import { methods, requestBodyOf } from './operations.ts'
import type { SchemaSpace } from './schema-space.ts'
import type { SpecReader } from './spec-reader.ts'

/** Webhooks (OpenAPI 3.1 §4.8.1; `x-webhooks` before) and the callbacks of operations (§4.8.18). */
export function outgoingRequestsOf(
  reader: SpecReader,
  schemas: SchemaSpace,
  operations: readonly Operation[],
): OutgoingRequest[] {
  const requests: OutgoingRequest[] = []
  const addItem = (
    value: unknown,
    pointer: string,
    about: Pick<OutgoingRequest, 'name' | 'kind' | 'operationId' | 'expression'>,
  ): void => {
    const item = value === null ? undefined : reader.follow(value, pointer)
    for (const [key, written] of members(item?.value)) {
      const at = appendPointer(item?.pointer ?? pointer, key)
      const operation = methods.includes(key) ? reader.follow(written ?? {}, at) : undefined
      if (!operation) continue
      const requestBody = requestBodyOf(operation, reader, schemas)
      requests.push({
        ...about,
        method: key.toUpperCase(),
        summary: textOf(operation.value.summary),
        pointer: operation.pointer,
        ...(requestBody && { requestBody }),
      })
    }
  }
  for (const section of ['webhooks', 'x-webhooks']) {
    for (const [name, item] of members(reader.document[section])) {
      const pointer = appendPointer(`/${section}`, name)
      if (!name.startsWith('x-')) addItem(item, pointer, { name, kind: 'webhook' })
    }
  }
  for (const operation of operations) {
    const at = appendPointer(operation.pointer, 'callbacks')
    for (const [name, value] of members(valueAt(reader.document, at))) {
      const place = appendPointer(at, name)
      const callback = value === null ? undefined : reader.follow(value, place)
      for (const [expression, item] of members(callback?.value)) {
        const pointer = appendPointer(callback?.pointer ?? place, expression)
        const about = { name, kind: 'callback' as const, operationId: operation.id, expression }
        if (!expression.startsWith('x-')) addItem(item, pointer, about)
      }
    }
  }
  return requests
}
