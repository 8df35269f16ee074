import { isObject, type JsonObject, member, members } from '../json-value.ts'
import type { Operation } from '../mock-api.ts'
import { appendPointer, valueAt } from '../reading/json-pointer.ts'
import type { SpecReader } from './spec-reader.ts'
import { type UnresolvedReason, unresolvedReason } from './unresolved.ts'

/**
 * The reason why nothing is known about any answer of the whole API, when parts in other files are all that would
 * describe them: then there is nothing to mock. References to other hosts do not count, as they wait for consent.
 */
export function unanswerableReason(
  operations: readonly Operation[],
  reader: SpecReader,
): UnresolvedReason | undefined {
  let reason: UnresolvedReason | undefined
  for (const operation of operations) {
    const found = operationReason(operation.pointer, reader)
    if (found === undefined || found === 'remote') return undefined
    reason ??= found
  }
  return reason
}

function operationReason(pointer: string, reader: SpecReader): UnresolvedReason | undefined {
  const declared = valueAt(reader.document, appendPointer(pointer, 'responses'))
  const responses = members(declared).filter(([status]) => !status.startsWith('x-'))
  const good = responses.filter(([status]) => /^(2|default$)/i.test(status))
  const decisive = good.length > 0 ? good : responses
  let reason: UnresolvedReason | undefined
  for (const [status, value] of decisive) {
    const at = appendPointer(appendPointer(pointer, 'responses'), status)
    const found = responseReason(value, at, reader)
    if (found === undefined) return undefined
    reason ??= found
  }
  return reason
}

function responseReason(
  value: unknown,
  at: string,
  reader: SpecReader,
): UnresolvedReason | undefined {
  const response = isObject(value) ? reader.follow(value, at) : undefined
  if (!response) return undefined
  const own = unresolvedReason(response.value)
  if (own !== undefined) return own
  for (const schema of rootSchemas(response.value)) {
    const found = reader.follow(schema, response.pointer)
    const reason = found && unresolvedReason(found.value)
    if (reason !== undefined) return reason
  }
  return undefined
}

function rootSchemas(response: JsonObject): unknown[] {
  const contents = members(response.content).map(([, media]) => member(media, 'schema'))
  return [response.schema, ...contents].filter(isObject)
}
