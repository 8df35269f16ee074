import { EngineError } from '#engine/engine-error.ts'
import { importError } from '../import-error.ts'
import { isObject, type JsonObject, textOf } from '../json-value.ts'
import type { MockApi } from '../mock-api.ts'
import type { ImportedApi, KindInput } from '../spec-kinds.ts'
import { basePathsOf, serverAddressesOf } from './base-paths.ts'
import { bundleSpec } from './bundle-spec.ts'
import { checkExamples } from './example-checks.ts'
import { operationsOf } from './operations.ts'
import { outgoingRequestsOf } from './outgoing-requests.ts'
import { checkOperations } from './path-checks.ts'
import { findSchemaIds } from './schema-ids.ts'
import { createSchemaSpace } from './schema-space.ts'
import { securitySchemesOf } from './security.ts'
import { createSpecReader, type SpecReader } from './spec-reader.ts'
import { type SpecVersion, specVersion } from './spec-version.ts'
import { unanswerableReason } from './unanswerable.ts'
import { checkUnusedSchemas } from './unused-schemas.ts'

/**
 * Imports OpenAPI 3.x and Swagger 2.0. Rejects with an EngineError when the document is of another generation,
 * has no paths, or depends as a whole on files that cannot be read; everything else is served and reported.
 */
export async function importOpenApi(input: KindInput): Promise<ImportedApi> {
  const { root, files, load, problems, signal, progress } = input
  const document = checkedDocument(input)
  const version = checkedVersion(input, document)
  checkPaths(input, document, version)
  if (version.note !== undefined) {
    problems.add({ severity: 'info', code: 'newer-version', message: version.note, pointer: '' })
  }

  const ids = findSchemaIds(document, root.text)
  const bundle = await bundleSpec({ files, load, root, document, ids, problems, signal })
  signal?.throwIfAborted()
  progress('parsing', 1)

  const bundledIds = bundle.document === document ? ids : findSchemaIds(bundle.document, root.text)
  const reader = createSpecReader(bundle.document, version.dialect, bundledIds, problems)
  const schemas = createSchemaSpace(reader)
  const securitySchemes = securitySchemesOf(reader)
  const { operations, writtenPaths } = operationsOf(reader, schemas, securitySchemes)
  const outgoing = outgoingRequestsOf(reader, schemas, operations)
  schemas.finish()
  signal?.throwIfAborted()

  const info: JsonObject = isObject(bundle.document.info) ? bundle.document.info : {}
  const servers = serverAddressesOf(bundle.document)
  const mockApi: MockApi = {
    kind: 'openapi',
    formatVersion: version.text,
    title: textOf(info.title, files.name),
    version: textOf(info.version),
    description: textOf(info.description),
    basePaths: basePathsOf(bundle.document),
    ...(servers.length > 0 && { servers }),
    operations,
    schemas: schemas.schemas,
    securitySchemes,
    ...(outgoing.length > 0 && { outgoing }),
  }
  if (operations.length === 0) reportNoOperations(reader)
  const placeOf = bundle.placeOf
  const report = () => problems.report(placeOf)
  refuseUnanswerable(input, mockApi, reader, report)

  progress('checking', 0)
  checkOperations(mockApi, writtenPaths, problems)
  checkUnusedSchemas(reader, schemas.pointers())
  await checkExamples(mockApi, { problems, signal, progress: (done) => progress('checking', done) })
  return { mockApi, document: bundle.document, report: report() }
}

function checkedDocument(input: KindInput): JsonObject {
  if (isObject(input.root.value)) return input.root.value
  throw importError(input.files.name, 'it is no OpenAPI description', 'Choose an OpenAPI file.')
}

function checkedVersion({ files, root }: KindInput, document: JsonObject): SpecVersion {
  const version = specVersion(document)
  if (version?.dialect !== undefined) return version
  const pointer = document.openapi === undefined ? '/swagger' : '/openapi'
  throw importError(
    files.name,
    `its version ${version?.text || '(none)'} is not supported`,
    'OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0 are.',
    { place: { file: root.name, pointer, ...root.locate(pointer) } },
  )
}

function checkPaths({ files, root }: KindInput, document: JsonObject, version: SpecVersion): void {
  const { paths } = document
  if (isObject(paths)) return
  const hasOtherParts = isObject(document.webhooks) || isObject(document.components)
  if (paths === undefined && version.dialect === 'openapi-3.1' && hasOtherParts) return
  if (paths === undefined && isObject(document['x-webhooks'])) return
  const isMissing = paths === undefined || paths === null
  const pointer = isMissing ? '' : '/paths'
  throw importError(
    files.name,
    isMissing ? 'it has no paths' : `its paths are ${Array.isArray(paths) ? 'a list' : 'no map'}`,
    'The member "paths" has to map each path, such as /books, to its operations.',
    { place: { file: root.name, pointer, ...root.locate(pointer) } },
  )
}

function reportNoOperations(reader: SpecReader): void {
  const webhooks = isObject(reader.document.webhooks) || isObject(reader.document['x-webhooks'])
  reader.problems.add({
    severity: 'info',
    code: 'no-operations',
    message: webhooks
      ? 'The spec describes webhooks only; the mock has nothing to serve and answers 404 to everything.'
      : 'The spec describes no operations; the mock answers 404 to everything.',
    pointer: '',
  })
}

function refuseUnanswerable(
  { files }: KindInput,
  mockApi: MockApi,
  reader: SpecReader,
  report: () => ImportedApi['report'],
): void {
  const reason = unanswerableReason(mockApi.operations, reader)
  if (reason === undefined) return
  const problems = report().problems.filter((problem) => problem.code === 'unresolved-ref')
  const [first] = problems
  const why = 'none of its operations can be answered without files that could not be read'
  const hint =
    reason === 'outside'
      ? 'References may only lead to files in the folder of the spec: move them there.'
      : 'Import the spec together with the files it refers to.'
  const found = [...new Set(problems.map((problem) => problem.message))].slice(0, 5).join(' ')
  const data = {
    problems: problems.map(({ message, place }) => ({ message, ...(place && { place }) })),
    ...(first?.place && { place: first.place }),
    hint,
  }
  const code = reason === 'outside' ? 'FORBIDDEN' : 'INVALID_SPEC'
  throw new EngineError(code, `Cannot import ${files.name}: ${why}. ${found} ${hint}`, { data })
}
