import { z } from 'zod'
import { placeSchema } from './errors.ts'

export const severitySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof severitySchema>

/** One finding of an import: what is wrong in the spec, where, and what the mock does about it. */
export const problemSchema = z.object({
  severity: severitySchema,
  /** Stable kebab-case name of the kind of finding, such as `unresolved-ref` or `example-breaks-schema`. */
  code: z.string(),
  message: z.string(),
  place: placeSchema.optional(),
  operationId: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>

export const healthReportSchema = z.object({
  problems: z.array(problemSchema),
  /** Findings beyond the stored ones, when a spec has more than are worth keeping. */
  omitted: z.number().int().nonnegative(),
  counts: z.object({
    error: z.number().int(),
    warning: z.number().int(),
    info: z.number().int(),
  }),
})
export type HealthReport = z.infer<typeof healthReportSchema>
