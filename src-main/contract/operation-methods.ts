import { z } from 'zod'
import { base, ofServer } from './method-parts.ts'
import { operationDetailsSchema, operationSummarySchema, previewSchema } from './operation.ts'

export const operationMethods = {
  list: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/operations',
      tags: ['operations'],
      summary: 'Operations of a server',
    })
    .input(ofServer)
    .output(z.array(operationSummarySchema)),
  get: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/operations/{operationId}',
      tags: ['operations'],
      summary: 'One operation with its schemas',
    })
    .input(ofServer.extend({ operationId: z.string() }))
    .output(operationDetailsSchema),
  preview: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/operations/{operationId}/preview',
      tags: ['operations'],
      summary: 'The answer it would give',
    })
    .input(
      ofServer.extend({
        operationId: z.string(),
        status: z.string().optional(),
        dynamic: z.stringbool().or(z.boolean()).optional(),
      }),
    )
    .output(previewSchema),
}
