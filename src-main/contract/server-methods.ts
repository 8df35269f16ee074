import { z } from 'zod'
import { changesOf } from './changes-of.ts'
import { base, done, ofServer } from './method-parts.ts'
import { consoleLineSchema, serverSchema, serverSettingsSchema } from './server.ts'

export const serverMethods = {
  list: base
    .route({ method: 'GET', path: '/servers', tags: ['servers'], summary: 'All servers' })
    .output(z.array(serverSchema)),
  get: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}',
      tags: ['servers'],
      summary: 'One server',
    })
    .input(ofServer)
    .output(serverSchema),
  start: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/start',
      tags: ['servers'],
      summary: 'Start; answers when it is ready',
    })
    .input(ofServer)
    .output(serverSchema),
  stop: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/stop',
      tags: ['servers'],
      summary: 'Stop; answers when the process has ended',
    })
    .input(ofServer)
    .output(serverSchema),
  restart: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/restart',
      tags: ['servers'],
      summary: 'Stop and start',
    })
    .input(ofServer)
    .output(serverSchema),
  startAll: base
    .route({
      method: 'POST',
      path: '/servers/start',
      tags: ['servers'],
      summary: 'Start every stopped server',
    })
    .output(z.array(serverSchema)),
  stopAll: base
    .route({
      method: 'POST',
      path: '/servers/stop',
      tags: ['servers'],
      summary: 'Stop every running server',
    })
    .output(z.array(serverSchema)),
  updateSettings: base
    .route({
      method: 'PATCH',
      path: '/servers/{serverId}/settings',
      tags: ['servers'],
      summary: 'Change settings',
    })
    .input(ofServer.extend({ settings: changesOf(serverSettingsSchema) }))
    .output(serverSchema),
  remove: base
    .route({
      method: 'DELETE',
      path: '/servers/{serverId}',
      tags: ['servers'],
      summary: 'Stop and remove; can be restored until the workspace closes',
    })
    .input(ofServer)
    .output(done),
  restore: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/restore',
      tags: ['servers'],
      summary: 'Bring a removed server back',
    })
    .input(ofServer)
    .output(serverSchema),
  console: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/console',
      tags: ['servers'],
      summary: 'Last lines of stdout and stderr',
    })
    .input(ofServer)
    .output(z.array(consoleLineSchema)),
}
