// The app forks this file with the folder of a project as argument, and so does a server that is run in another program
// for its workers: with `--fresh` where the project was written without a runtime.
import { enableCompileCache } from 'node:module'

const [, , projectFolder, mode] = process.argv
if (projectFolder === undefined) {
  console.error('Cannot run a mock server: no project folder is given as argument.')
  process.exit(1)
}

// Compiled code of earlier starts is used again; without a writable place for it, nothing is lost but time.
enableCompileCache()
const { runProject } = await import('./run-project.js')
await runProject(projectFolder, { isFresh: mode === '--fresh' })
