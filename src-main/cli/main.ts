#!/usr/bin/env node
import * as nodeModule from 'node:module'
import { resolve } from 'node:path'
import { endWithStarter } from './end-with-starter.ts'

// The built file is `out/cli/mockloop.js`.
const appFolder = resolve(import.meta.dirname, '..', '..')

// Mock servers are run with these hooks, which Node has since 22.15. Types speak of the newest Node alone.
if (typeof nodeModule.registerHooks === 'function') {
  // Compiled code of earlier runs is used again, which only modules loaded after this line can be.
  nodeModule.enableCompileCache()
  endWithStarter()
  const { runCommands } = await import('./run-commands.ts')
  await runCommands(appFolder)
} else {
  const { runOnNewerNode } = await import('./run-on-newer-node.ts')
  runOnNewerNode(appFolder)
}
