import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EngineError } from '../engine-error.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

const folder = () => mkdtemp(join(tmpdir(), 'mockloop-json-'))

test('what was written is read back, and no draft stays behind', async () => {
  const inFolder = await folder()
  const file = join(inFolder, 'settings.json')
  await writeJsonFile(file, { theme: 'dark' })
  await writeJsonFile(file, { theme: 'light' })
  expect(await readJsonFile(file)).toEqual({ theme: 'light' })
  expect(await readdir(inFolder)).toEqual(['settings.json'])
})

test('a file that is not there is undefined, one that is not JSON is an error', async () => {
  const inFolder = await folder()
  expect(await readJsonFile(join(inFolder, 'none.json'))).toBeUndefined()
  await writeFile(join(inFolder, 'bad.json'), '{')
  await expect(readJsonFile(join(inFolder, 'bad.json'))).rejects.toThrow(SyntaxError)
})

test('a folder that cannot be written gives an error that names the file', async () => {
  const file = join(await folder(), 'missing', 'settings.json')
  await expect(writeJsonFile(file, {})).rejects.toThrow(EngineError)
  await expect(writeJsonFile(file, {})).rejects.toThrow(file)
})
