import { z } from 'zod'
import { traceStepSchema } from './log-entry.ts'

/** An operation as the operations pane shows it. Hits and last status count since the log was last cleared. */
export const operationSummarySchema = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  tag: z.string(),
  summary: z.string(),
  deprecated: z.boolean(),
  hits: z.number().int(),
  lastStatus: z.number().int().nullable(),
  /** `seq` of the newest log entry that is counted; 0 when none is. */
  lastSeq: z.number().int(),
  /** True when a rule of the active scenario names this operation. */
  overridden: z.boolean(),
})
export type OperationSummary = z.infer<typeof operationSummarySchema>

const namedExampleSchema = z.object({ name: z.string(), value: z.unknown() })

const mediaTypeDetailsSchema = z.object({
  contentType: z.string(),
  /** JSON Schema with every reference it needs under `$defs`. */
  schema: z.unknown().optional(),
  examples: z.array(namedExampleSchema),
})

export const operationDetailsSchema = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  tag: z.string(),
  summary: z.string(),
  description: z.string(),
  deprecated: z.boolean(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.string(),
      required: z.boolean(),
      description: z.string(),
      schema: z.unknown(),
    }),
  ),
  requestBody: z
    .object({ required: z.boolean(), content: z.array(mediaTypeDetailsSchema) })
    .nullable(),
  responses: z.array(
    z.object({
      status: z.string(),
      description: z.string(),
      headers: z.array(z.object({ name: z.string(), required: z.boolean() })),
      content: z.array(mediaTypeDetailsSchema),
    }),
  ),
  /** Alternatives; each lists the schemes that must all be given. Empty: open to everyone. */
  security: z.array(z.array(z.string())),
  /** Words of a `curl` command that calls it with sample values; the last is its path, to put behind a base URL. */
  call: z.array(z.string()),
})
export type OperationDetails = z.infer<typeof operationDetailsSchema>

/** An answer the mock would give now, with the reasons. */
export const previewSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  reason: z.string(),
  trace: z.array(traceStepSchema),
})
export type Preview = z.infer<typeof previewSchema>
