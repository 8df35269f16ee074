import { z } from 'zod'
import { base, ofScenario, ofServer } from './method-parts.ts'
import { scenarioSchema, scenarioSummarySchema } from './scenario.ts'
import { serverSchema } from './server.ts'

export const scenarioMethods = {
  list: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/scenarios',
      tags: ['scenarios'],
      summary: 'Scenarios of a server',
    })
    .input(ofServer)
    .output(z.array(scenarioSummarySchema)),
  get: base
    .route({
      method: 'GET',
      path: '/servers/{serverId}/scenarios/{name}',
      tags: ['scenarios'],
      summary: 'One scenario with its rules',
    })
    .input(ofScenario)
    .output(scenarioSchema),
  save: base
    .route({
      method: 'PUT',
      path: '/servers/{serverId}/scenarios/{name}',
      tags: ['scenarios'],
      summary: 'Create or replace a scenario',
    })
    .input(ofScenario.extend({ scenario: scenarioSchema.omit({ name: true, derived: true }) }))
    .output(scenarioSchema),
  remove: base
    .route({
      method: 'DELETE',
      path: '/servers/{serverId}/scenarios/{name}',
      tags: ['scenarios'],
      summary: 'Remove a scenario; answers what was removed',
    })
    .input(ofScenario)
    .output(scenarioSchema),
  activate: base
    .route({
      method: 'POST',
      path: '/servers/{serverId}/scenarios/{name}/activate',
      tags: ['scenarios'],
      summary: 'Switch to a scenario',
    })
    .input(ofScenario)
    .output(serverSchema),
}
