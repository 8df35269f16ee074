import { isObject, items, type JsonObject, member, members, textOf } from '../json-value.ts'
import type { Operation, Parameter, RequestBody, SecurityScheme } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import { additionalOperations } from './additional-operations.ts'
import { addressesOf } from './base-paths.ts'
import { contentOf } from './content.ts'
import { createOperationIds, type OperationIds } from './operation-ids.ts'
import { type DeclaredParameter, declaredParameters, parameterOf } from './parameters.ts'
import { reconcilePathParameters } from './path-parameters.ts'
import { type PathTemplate, parsePathTemplate } from './path-templates.ts'
import { responsesOf } from './responses.ts'
import type { SchemaSpace } from './schema-space.ts'
import { securityOf } from './security.ts'
import type { FoundObject, SpecReader } from './spec-reader.ts'
import { swagger2Parameter, swagger2RequestBody } from './swagger2-parameters.ts'

/** Methods that a path item may have. */
export const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
]
/** Members of a path item that are no operations. */
const otherMembers = new Set([
  '$ref',
  'summary',
  'description',
  'servers',
  'parameters',
  'additionalOperations',
])

/** What every operation of a document needs. */
interface Surroundings {
  reader: SpecReader
  schemas: SchemaSpace
  schemes: Readonly<Record<string, SecurityScheme>>
  ids: OperationIds
}

/** Operations, and by their ids the keys of `paths` as they are written, with query and fragment. */
export interface FoundOperations {
  operations: Operation[]
  writtenPaths: ReadonlyMap<string, string>
}

/** All operations of a document in its order. Extensions, nulls and broken path items are skipped. */
export function operationsOf(
  reader: SpecReader,
  schemas: SchemaSpace,
  schemes: Readonly<Record<string, SecurityScheme>>,
): FoundOperations {
  const around: Surroundings = { reader, schemas, schemes, ids: createOperationIds() }
  const operations: Operation[] = []
  const writtenPaths = new Map<string, string>()
  for (const [key, value] of members(reader.document.paths)) {
    if (key.startsWith('x-') || value === null) continue
    const pointer = appendPointer('/paths', key)
    const found = reader.follow(value, pointer)
    if (!found) continue
    if (!key.startsWith('/')) {
      const message = `The path ${quoted(key)} does not begin with a slash; one is added.`
      reader.problems.add({ severity: 'warning', code: 'path-without-slash', message, pointer })
    }
    const template = parsePathTemplate(key)
    for (const [method, operation] of pathItemOperations(found, value, pointer, reader)) {
      const one = operationOf(method, template, found, operation, around)
      operations.push(one)
      writtenPaths.set(one.id, key)
    }
  }
  return { operations, writtenPaths }
}

/** The operations of a path item; those beside its `$ref` fill what the referred one lacks. */
function pathItemOperations(
  item: FoundObject,
  written: unknown,
  pointer: string,
  reader: SpecReader,
): [string, FoundObject][] {
  const found = new Map<string, FoundObject>()
  const add = (method: string, value: unknown, at: string): void => {
    if (found.has(method) || value === undefined) return
    const operation = value === null ? undefined : reader.follow(value, at)
    if (operation) found.set(method, operation)
    else {
      const message = `${method} has no content; it is left out.`
      reader.problems.add({ severity: 'warning', code: 'empty-operation', message, pointer: at })
    }
  }
  for (const [key, value] of members(item.value)) {
    const at = appendPointer(item.pointer, key)
    if (methods.includes(key)) add(key.toUpperCase(), value, at)
    else if (methods.includes(key.toLowerCase()) && isObject(value)) {
      const message = `The method ${quoted(key)} has to be written in lower case; it is used all the same.`
      reader.problems.add({ severity: 'warning', code: 'method-case', message, pointer: at })
      add(key.toUpperCase(), value, at)
    } else if (!otherMembers.has(key) && !key.startsWith('x-')) {
      const message = `${quoted(key)} is no HTTP method; it is left out.`
      reader.problems.add({ severity: 'warning', code: 'unknown-method', message, pointer: at })
    }
  }
  if (written !== item.value) {
    for (const key of methods) {
      add(key.toUpperCase(), member(written, key), appendPointer(pointer, key))
    }
  }
  for (const { method, value, pointer: at } of additionalOperations(item, reader)) {
    add(method, value, at)
  }
  return [...found]
}

function operationOf(
  method: string,
  template: PathTemplate,
  item: FoundObject,
  operation: FoundObject,
  around: Surroundings,
): Operation {
  const { reader, schemas } = around
  const { value, pointer } = operation
  const { id, duplicateOf } = around.ids.take(value.operationId, method, template.path)
  if (duplicateOf !== undefined) {
    const message = `The operationId ${quoted(duplicateOf)} is there twice; this operation is called ${id}.`
    const at = appendPointer(pointer, 'operationId')
    reader.problems.add({
      severity: 'warning',
      code: 'duplicate-operation-id',
      message,
      pointer: at,
      operationId: id,
    })
  }
  const declared = declaredParameters(
    [
      { value: item.value.parameters, pointer: appendPointer(item.pointer, 'parameters') },
      { value: value.parameters, pointer: appendPointer(pointer, 'parameters') },
    ],
    reader,
  )
  const requestBody = bodyOf(operation, declared, around)
  const templatedQuery = [...new Set(template.queryExpressions.values())]
  const ownServers = [value.servers, item.value.servers].map(addressesOf)
  const servers = ownServers.find((addresses) => addresses.length > 0)
  return {
    id,
    method,
    path: template.path,
    ...(template.fixedQuery && { fixedQuery: template.fixedQuery }),
    ...(templatedQuery.length > 0 && { templatedQuery }),
    tag: tagOf(value),
    summary: textOf(value.summary),
    description: textOf(value.description),
    deprecated: value.deprecated === true,
    pointer,
    parameters: parametersOf(declared, template, pointer, around),
    ...(requestBody && { requestBody }),
    responses: responsesOf(value, pointer, reader, schemas),
    security: securityOf(value, pointer, around.schemes, reader),
    ...(servers && { servers }),
  }
}

function tagOf(operation: JsonObject): string {
  const tag = items(operation.tags).find((one) => textOf(one).trim() !== '')
  return textOf(tag, 'default')
}

function parametersOf(
  declared: readonly DeclaredParameter[],
  template: PathTemplate,
  pointer: string,
  { reader, schemas }: Surroundings,
): Parameter[] {
  const convert = reader.dialect === 'swagger-2' ? swagger2Parameter : parameterOf
  const parameters = declared.flatMap((one) => convert(one, reader, schemas) ?? [])
  return reconcilePathParameters(parameters, template, pointer, reader)
}

function bodyOf(
  operation: FoundObject,
  declared: readonly DeclaredParameter[],
  { reader, schemas }: Surroundings,
): RequestBody | undefined {
  return reader.dialect === 'swagger-2'
    ? swagger2RequestBody(operation.value, declared, reader, schemas)
    : requestBodyOf(operation, reader, schemas)
}

/** The request body of an OpenAPI 3 operation. */
export function requestBodyOf(
  { value, pointer }: FoundObject,
  reader: SpecReader,
  schemas: SchemaSpace,
): RequestBody | undefined {
  if (value.requestBody === undefined || value.requestBody === null) return undefined
  const body = reader.follow(value.requestBody, appendPointer(pointer, 'requestBody'))
  if (!body) return undefined
  const content = contentOf(body.value, body.pointer, reader, schemas)
  return content.length === 0 ? undefined : { required: body.value.required === true, content }
}
