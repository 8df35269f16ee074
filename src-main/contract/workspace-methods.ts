import { eventIterator } from '@orpc/contract'
import { changesOf } from './changes-of.ts'
import { factSchema } from './facts.ts'
import { base } from './method-parts.ts'
import { workspaceInfoSchema, workspaceSettingsSchema } from './settings.ts'

export const workspaceMethods = {
  info: base
    .route({
      method: 'GET',
      path: '/workspace',
      tags: ['workspace'],
      summary: 'Folder, version, samples',
    })
    .output(workspaceInfoSchema),
  settings: base
    .route({
      method: 'GET',
      path: '/settings',
      tags: ['workspace'],
      summary: 'Settings of the workspace',
    })
    .output(workspaceSettingsSchema),
  updateSettings: base
    .route({
      method: 'PATCH',
      path: '/settings',
      tags: ['workspace'],
      summary: 'Change settings',
    })
    .input(changesOf(workspaceSettingsSchema))
    .output(workspaceSettingsSchema),
  facts: base
    .route({
      method: 'GET',
      path: '/events',
      tags: ['workspace'],
      summary: 'What happens, as an event stream',
    })
    .output(eventIterator(factSchema)),
}
