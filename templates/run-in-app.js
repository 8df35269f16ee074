// The app forks this file with the folder of a project as argument.
import { enableCompileCache } from 'node:module'

const projectFolder = process.argv[2]
if (projectFolder === undefined) {
  console.error('Cannot run a mock server: no project folder is given as argument.')
  process.exit(1)
}

// Compiled code of earlier starts is used again; without a writable place for it, nothing is lost but time.
enableCompileCache()
const { runProject } = await import('./run-project.js')
await runProject(projectFolder)
