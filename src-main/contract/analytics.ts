import { z } from 'zod'

const percentiles = { p50: z.number(), p95: z.number(), p99: z.number() }

/** Traffic of a time window; durations in milliseconds, rates per second, shares from 0 to 1. */
export const analyticsSchema = z.object({
  from: z.number(),
  to: z.number(),
  bucketMs: z.number(),
  requests: z.number().int(),
  requestsPerSecond: z.number(),
  errorRate: z.number(),
  ...percentiles,
  buckets: z.array(
    z.object({
      at: z.number(),
      requests: z.number().int(),
      errors: z.number().int(),
      ...percentiles,
    }),
  ),
  statusMix: z.array(z.object({ class: z.string(), requests: z.number().int() })),
  topOperations: z.array(
    z.object({
      operationId: z.string().nullable(),
      method: z.string(),
      path: z.string(),
      requests: z.number().int(),
      errorRate: z.number(),
      ...percentiles,
    }),
  ),
})
export type Analytics = z.infer<typeof analyticsSchema>
