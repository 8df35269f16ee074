import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A project as the app runs it: in a child whose log is delivered to this process, which unpacks and acknowledges
 * each batch as the app does when it has stored one. argv: the entry that the app forks, the folder of the project, and
 * what Node is told when it runs the entry.
 */
const [, , entry, projectFolder, ...flags] = process.argv
const packing = join(entry, '..', 'runtime', 'log', 'packed-entries.js')
// Older builds, which can be measured too, send entries as they are.
const { unpackEntries } = existsSync(packing)
  ? await import(packing)
  : { unpackEntries: (entries) => entries }
let entries = 0
const child = fork(entry, [projectFolder], {
  execArgv: flags,
  serialization: 'advanced',
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
})
child.on('message', (message) => {
  if (message.type === 'logged') {
    entries += unpackEntries(message.entries).length
    child.send({ type: 'acknowledge', batch: message.batch })
  }
  if (message.type === 'ready') console.log(`Ready at http://127.0.0.1:${message.port}`)
})
child.once('exit', (code) => {
  console.log(`${entries} entries were delivered.`)
  process.exit(code ?? 1)
})
process.once('SIGTERM', () => child.kill('SIGTERM'))
