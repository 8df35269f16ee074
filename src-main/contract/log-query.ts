import { z } from 'zod'

/** Which entries; all given conditions must hold. */
export const logFilterSchema = z.object({
  serverId: z.string().optional(),
  method: z.string().optional(),
  operationId: z.string().optional(),
  /** First digit of the status: "2", "4" … */
  statusClass: z.enum(['1', '2', '3', '4', '5']).optional(),
  /** Found in method, path, query, operation id or reason, without regard to case. */
  text: z.string().max(500).optional(),
})
export type LogFilter = z.infer<typeof logFilterSchema>

export const logPageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  /** Only entries older than this `seq`; pages go from new to old. */
  before: z.coerce.number().int().optional(),
  /** Only entries newer than this `seq`; with it the page is the oldest of the newer ones. */
  after: z.coerce.number().int().optional(),
})
export type LogPage = z.infer<typeof logPageSchema>
