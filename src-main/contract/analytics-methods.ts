import { z } from 'zod'
import { analyticsSchema } from './analytics.ts'
import { base } from './method-parts.ts'

export const analyticsMethods = {
  summary: base
    .route({
      method: 'GET',
      path: '/analytics',
      tags: ['analytics'],
      summary: 'Rates, percentiles and status mix of a time window',
    })
    .input(
      z.object({
        serverId: z.string().optional(),
        windowSeconds: z.coerce.number().int().min(10).max(604_800).default(300),
      }),
    )
    .output(analyticsSchema),
}
