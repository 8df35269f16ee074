import { z } from 'zod'
import { logEntrySchema, logRowSchema } from './log-entry.ts'
import { logFilterSchema, logPageSchema } from './log-query.ts'
import { base } from './method-parts.ts'

export const logMethods = {
  page: base
    .route({
      method: 'GET',
      path: '/log',
      tags: ['log'],
      summary: 'A page of the request log, newest first',
    })
    .input(logFilterSchema.extend(logPageSchema.shape))
    .output(z.object({ rows: z.array(logRowSchema), total: z.number().int() })),
  get: base
    .route({
      method: 'GET',
      path: '/log/{seq}',
      tags: ['log'],
      summary: 'One entry with both sides and its trace',
    })
    .input(z.object({ seq: z.coerce.number().int() }))
    .output(logEntrySchema),
  replay: base
    .route({
      method: 'POST',
      path: '/log/{seq}/replay',
      tags: ['log'],
      summary: 'Send a logged request to its server again',
    })
    .input(z.object({ seq: z.coerce.number().int() }))
    .output(
      z.object({
        /** Null when the mock ended the connection without an answer. */
        status: z.number().int().nullable(),
        /** Headers that could not be sent, because the log hides their values. */
        leftOut: z.array(z.string()),
      }),
    ),
  clear: base
    .route({
      method: 'DELETE',
      path: '/log',
      tags: ['log'],
      summary: 'Empty the log; it can be undone once',
    })
    .input(z.object({ serverId: z.string().optional() }).default({}))
    .output(z.object({ removed: z.number().int(), undoToken: z.string() })),
  undoClear: base
    .route({
      method: 'POST',
      path: '/log/undo',
      tags: ['log'],
      summary: 'Bring cleared entries back',
    })
    .input(z.object({ undoToken: z.string() }))
    .output(z.object({ restored: z.number().int() })),
}
