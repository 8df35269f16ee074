import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProjectOrder } from './project-order.ts'
import { writeProject } from './write-project.ts'

const secret = 'sk_not_for_the_list_of_processes'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mockloop-write-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('the keys of a mock are not among the arguments of the process that writes its project', async () => {
  const said = await whatIsSaidBy(`process.argv.join(' ') + JSON.stringify(order.settings)`)
  const [argumentsOfIt, settings] = said.split('{')
  expect(argumentsOfIt).not.toContain(secret)
  expect(settings).toContain(secret)
})

test('a process that ends without a result is told of as one', async () => {
  await expect(whatIsSaidBy('process.exit(3)')).resolves.toBe(
    'The import of bookshop.yaml ended without a result (code 3).',
  )
})

/** Lets a process of our own take the order and answer it with a failure of this message. */
async function whatIsSaidBy(message: string): Promise<string> {
  const writer = join(folder, 'writer.mjs')
  await writeFile(
    writer,
    `process.once('message', (order) => {
      process.send({ type: 'failed', code: 'INTERNAL', message: ${message} }, () => process.disconnect())
    })`,
  )
  return writeProject(writer, order()).report.then(
    () => 'written',
    (error: Error) => error.message,
  )
}

function order(): ProjectOrder {
  return {
    shipped: {
      templates: folder,
      samples: folder,
      importWorker: '',
      logWorker: '',
      version: '0.0.0',
    },
    spec: 'bookshop.yaml',
    targetFolder: join(folder, 'project'),
    allowRemoteRefs: false,
    overwrite: false,
    settings: { credentialKeys: [secret] },
    withRuntime: false,
  }
}
