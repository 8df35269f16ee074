import { fork } from 'node:child_process'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { ControlReport } from '../desktop-double/control.ts'
import { type AppHost, rootFolder, waitForExit } from './app-host.ts'
import { dropFiles } from './drop-files.ts'
import { takeOwnPorts } from './own-ports.ts'

/** Runs the built desktop app on the double and takes hold of its window. */
export async function openDesktopHost(
  workspace: string,
  args: string[] = [],
): Promise<{ host: AppHost; close(): Promise<void> }> {
  const calls: Extract<ControlReport, { type: 'called' }>[] = []
  await takeOwnPorts(workspace)
  const child = fork(join(rootFolder, 'out', 'main', 'main.js'), args, {
    execArgv: ['--import', join(rootFolder, 'e2e', 'desktop-double', 'register.ts')],
    env: { ...process.env, MOCKLOOP_WORKSPACE: workspace },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.on('message', (message) => {
      // The double sends nothing else.
      const report = message as ControlReport
      if (report.type === 'called') calls.push(report)
      else resolve(report.endpoint)
    })
    child.once('exit', (code) => {
      reject(new Error(`The app ended with code ${code}: ${JSON.stringify(calls.at(-1))}`))
    })
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('The window has no page.')
  return {
    host: {
      kind: 'desktop',
      page,
      workspace,
      process: child,
      dropFiles: (paths) => dropFiles(page, paths),
      desktop: { send: (message) => void child.send(message), calls: () => calls },
    },
    async close() {
      await browser.close()
      child.kill('SIGTERM')
      await waitForExit(child)
    },
  }
}
