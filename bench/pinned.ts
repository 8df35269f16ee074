import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

export const serverCore = 0
export const loadCore = 1

const hasTaskset = spawnSync('taskset', ['-V']).error === undefined

/** Where a server of several processes runs: beside the load, or with it where there are no more than two cores. */
export const manyCores =
  availableParallelism() > 2
    ? Array.from({ length: availableParallelism() }, (_, core) => core)
        .filter(isFree)
        .join(',')
    : '0,1'

function isFree(core: number): boolean {
  return core !== loadCore
}

/** The command that runs `command` on these cores, or the command as it is where there is no taskset. */
export function pinned(
  cores: number | string,
  command: [string, ...string[]],
): [string, ...string[]] {
  return hasTaskset ? ['taskset', '-c', String(cores), ...command] : command
}

/** How servers and load are kept apart, for the report. */
export function describePinning(): string {
  return hasTaskset ? 'servers on one core, load on another' : 'not pinned: there is no taskset'
}

/** The same for the cases with workers. */
export function describeManyCores(): string {
  if (!hasTaskset) return 'not pinned'
  return availableParallelism() > 2
    ? 'servers on all cores but that of the load'
    : 'servers on both cores, the load on one of them, so only CPU per request can be compared'
}
