import { execFile } from 'node:child_process'
import { cliFile } from './hosts/app-host.ts'

export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs the built command line to its end. */
export function mockloop(...args: string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cliFile, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}
