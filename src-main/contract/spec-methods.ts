import { z } from 'zod'
import { changesOf } from './changes-of.ts'
import { healthReportSchema } from './health-report.ts'
import { base, done, ofServer } from './method-parts.ts'
import { serverSchema, serverSettingsSchema } from './server.ts'
import { specSourceSchema } from './spec-source.ts'

export const specMethods = {
  import: base
    .route({
      method: 'POST',
      path: '/specs',
      tags: ['specs'],
      summary: 'Make a server from an API description',
    })
    .input(
      z.object({
        source: specSourceSchema,
        /** Name of the server; the spec's title without it. */
        name: z.string().trim().min(1).max(120).optional(),
        /** Fetch `$ref`s to other hosts; without it they are reported and left out. */
        allowRemoteRefs: z.boolean().default(false),
        /** Chosen by the client to follow and cancel this import. */
        importId: z.string().max(100).optional(),
        /** Settings that differ from the defaults. */
        settings: changesOf(serverSettingsSchema.omit({ name: true })).optional(),
        /**
         * Where a server was made from this very file or address, bring that one up to date, with its ports,
         * name and settings, instead of adding another.
         */
        reuse: z.boolean().default(false),
        /** Start it at once; the workspace setting decides when absent. */
        start: z.boolean().optional(),
      }),
    )
    .output(z.object({ server: serverSchema, report: healthReportSchema })),
  update: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/spec',
      tags: ['specs'],
      summary: 'Generate a server anew from its changed API description',
    })
    .input(
      ofServer.extend({
        /** Without it the file or address is read again that the server was made from. */
        source: specSourceSchema.optional(),
        allowRemoteRefs: z.boolean().default(false),
        importId: z.string().max(100).optional(),
        /** Replace generated files that were edited by hand and would change; else they are refused with a diff. */
        overwrite: z.boolean().default(false),
      }),
    )
    .output(z.object({ server: serverSchema, report: healthReportSchema })),
  cancelImport: base
    .route({
      method: 'DELETE',
      path: '/imports/{importId}',
      tags: ['specs'],
      summary: 'Stop a running import',
    })
    .input(z.object({ importId: z.string() }))
    .output(done),
  report: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/report',
      tags: ['specs'],
      summary: 'Health report of the import',
    })
    .input(ofServer)
    .output(healthReportSchema),
}
