import { serverPath } from '../../shell/paths.ts'

/** Address of a scenario in the editor. */
function scenarioPath(serverId: string, name: string): string {
  return `${serverPath(serverId, 'scenarios')}?scenario=${encodeURIComponent(name)}`
}

/** Address of one rule of a scenario, opened in the editor; rules are counted from 0. */
export function rulePath(serverId: string, name: string, rule: number): string {
  return `${scenarioPath(serverId, name)}&rule=${rule}`
}
