import { analyticsMethods } from './analytics-methods.ts'
import { logMethods } from './log-methods.ts'
import { operationMethods } from './operation-methods.ts'
import { projectMethods } from './project-methods.ts'
import { scenarioMethods } from './scenario-methods.ts'
import { serverMethods } from './server-methods.ts'
import { specMethods } from './spec-methods.ts'
import { stateMethods } from './state-methods.ts'
import { workspaceMethods } from './workspace-methods.ts'

/**
 * What a client may ask. Every door is derived from this table: the REST Admin API with its OpenAPI
 * document, the message port of the desktop app, and the in-process client of the command line.
 */
export const contract = {
  workspace: workspaceMethods,
  specs: specMethods,
  servers: serverMethods,
  operations: operationMethods,
  scenarios: scenarioMethods,
  state: stateMethods,
  log: logMethods,
  analytics: analyticsMethods,
  projects: projectMethods,
}
