import type { JsonSchema } from '#runtime/schemas/json-schema.ts'
import { createProblemLog } from '../problem-log.ts'
import { findSchemaIds } from './schema-ids.ts'
import { createSchemaSpace } from './schema-space.ts'
import { createSpecReader } from './spec-reader.ts'
import type { Dialect } from './spec-version.ts'

interface Converted {
  schema: JsonSchema
  schemas: Record<string, JsonSchema>
  codes: string[]
}

/** A schema as the import makes it, with those it refers to and what was found. */
export function convert(schema: unknown, dialect: Dialect, components: object = {}): Converted {
  const document =
    dialect === 'swagger-2'
      ? { swagger: '2.0', definitions: components, at: schema }
      : { openapi: '3.1.0', components: { schemas: components }, at: schema }
  const problems = createProblemLog()
  const ids = findSchemaIds(document, JSON.stringify(document))
  const space = createSchemaSpace(createSpecReader(document, dialect, ids, problems))
  const converted = space.convert(schema, '/at')
  space.finish()
  const report = problems.report((pointer) => ({ pointer }))
  return {
    schema: converted,
    schemas: space.schemas,
    codes: report.problems.map((problem) => problem.code),
  }
}
