import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSettings } from './workspace-settings.ts'

async function open(text?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-settings-'))
  const file = join(folder, 'settings.json')
  if (text !== undefined) await writeFile(file, text)
  const troubles: string[] = []
  const settings = await openSettings(file, (message) => troubles.push(message))
  return { folder, file, settings, troubles }
}

test('settings outlive a restart, and a new workspace has the defaults', async () => {
  const { file, settings, troubles } = await open()
  expect(settings.get()).toMatchObject({ retention: { maxEntries: 200_000, maxAgeHours: 168 } })
  await settings.update({ theme: 'dark' })
  expect((await openSettings(file, () => {})).get()).toMatchObject({ theme: 'dark' })
  expect(troubles).toEqual([])
})

test('a damaged file is set aside, told, and removes nothing from the log', async () => {
  for (const text of ['{"retention": {"maxEntries": 900', '{"retention": {"maxEntries": -1}}']) {
    const { folder, settings, troubles } = await open(text)
    expect(troubles).toEqual([expect.stringContaining('settings.json.damaged')])
    expect(settings.get().retention).toEqual({ maxEntries: 5_000_000, maxAgeHours: 8_760 })
    expect(await readdir(folder)).toEqual(['settings.json.damaged'])
    expect(await readFile(join(folder, 'settings.json.damaged'), 'utf8')).toBe(text)
  }
})
