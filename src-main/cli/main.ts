#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'

// Compiled code of earlier runs is used again, which only modules loaded after this line can be.
enableCompileCache()
const { runCommands } = await import('./run-commands.ts')

// The built file is `out/cli/mockloop.js`.
await runCommands(resolve(import.meta.dirname, '..', '..'))
