import { z } from 'zod'
import { base, ofServer } from './method-parts.ts'
import {
  collectionNameSchema,
  serverStateReportSchema,
  snapshotNameSchema,
  stateCorrectionsSchema,
  stateSnapshotSchema,
  storedItemSchema,
} from './state.ts'

const ofSnapshot = ofServer.extend({ name: snapshotNameSchema.optional() })

export const stateMethods = {
  report: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/state',
      tags: ['state'],
      summary: 'Collections, how sure the inference is, and what they hold',
    })
    .input(ofServer)
    .output(serverStateReportSchema),
  items: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/state/collections/{collection}',
      tags: ['state'],
      summary: 'Stored items of a collection',
    })
    .input(
      ofServer.extend({
        collection: collectionNameSchema,
        limit: z.coerce.number().int().min(0).max(1000).default(100),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ total: z.number().int(), items: z.array(storedItemSchema) })),
  reset: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/state/reset',
      tags: ['state'],
      summary: 'Put every collection back to its seeds',
    })
    .input(ofServer)
    .output(serverStateReportSchema),
  snapshot: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/state/snapshot',
      tags: ['state'],
      summary: 'Keep what is stored now under a name',
    })
    .input(ofSnapshot)
    .output(stateSnapshotSchema),
  rollback: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/state/rollback',
      tags: ['state'],
      summary: 'Go back to a snapshot; without a name to the newest',
    })
    .input(ofSnapshot)
    .output(stateSnapshotSchema),
  correct: base
    .route({
      method: 'PUT',
      path: '/servers/{serverId}/state/corrections',
      tags: ['state'],
      summary: 'Correct what was inferred; what is stored starts anew',
    })
    .input(ofServer.extend({ corrections: stateCorrectionsSchema }))
    .output(serverStateReportSchema),
}
