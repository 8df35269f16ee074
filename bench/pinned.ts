import { spawnSync } from 'node:child_process'

export const serverCore = 0
export const loadCore = 1

const hasTaskset = spawnSync('taskset', ['-V']).error === undefined

/** The command that runs `command` on one core, or the command as it is where there is no taskset. */
export function pinned(core: number, command: [string, ...string[]]): [string, ...string[]] {
  return hasTaskset ? ['taskset', '-c', String(core), ...command] : command
}

/** How servers and load are kept apart, for the report. */
export function describePinning(): string {
  return hasTaskset ? 'servers on one core, load on another' : 'not pinned: there is no taskset'
}
