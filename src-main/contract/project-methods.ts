import { z } from 'zod'
import { base, ofServer } from './method-parts.ts'

export const projectMethods = {
  export: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/export',
      tags: ['projects'],
      summary: 'Write the project to a folder or ZIP file',
    })
    .input(
      ofServer.extend({
        as: z.enum(['folder', 'zip']),
        /** Path on the machine of the engine. A folder must not exist or be empty. */
        path: z.string().min(1),
      }),
    )
    .output(z.object({ path: z.string(), files: z.number().int(), bytes: z.number().int() })),
  download: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/project.zip',
      tags: ['projects'],
      summary: 'The project as a ZIP file',
    })
    .input(ofServer)
    .output(z.instanceof(File)),
}
