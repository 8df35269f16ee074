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
  /** In one step, so that nobody sees a half of it. */
  const put = async (text: string) => {
    await writeFile(`${path}.new`, text)
    await rename(`${path}.new`, path)
  }
  const soon = { timeout: 10_000 }
  await mkdir(join(folder, 'data'))
  await put('{}')
  await expect.poll(() => seen, soon).toBe(1)
  await put('{"collections": {}}')
  await expect.poll(() => seen, soon).toBe(2)
  await rm(path)
  await expect.poll(() => seen, soon).toBe(3)
})
