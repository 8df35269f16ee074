import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchCorrections } from './watch-corrections.ts'

test('a file that is made, replaced or removed is noticed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-watch-'))
  let seen = 0
  const stop = watchCorrections(folder, () => {
    seen += 1
  })
  onTestFinished(async () => {
    stop()
    await rm(folder, { recursive: true })
  })
  const path = join(folder, 'data', 'collections.json')
  const soon = { timeout: 10_000 }
  await mkdir(join(folder, 'data'))
  await writeFile(path, '{}')
  await expect.poll(() => seen, soon).toBe(1)
  await writeFile(`${path}.new`, '{"collections": {}}')
  await rename(`${path}.new`, path)
  await expect.poll(() => seen, soon).toBe(2)
  await rm(path)
  await expect.poll(() => seen, soon).toBe(3)
})
