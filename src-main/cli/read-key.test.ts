import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { collectKey } from './read-key.ts'

test('keys are taken as they are given, or from a file without the line break at its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-key-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'key.pem')
  await writeFile(file, '-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----\n')
  expect(collectKey('user:secret')).toEqual(['user:secret'])
  expect(collectKey(`@${file}`, ['first'])).toEqual([
    'first',
    '-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----',
  ])
})

test('a file that is not there, and a key that is empty, are refused', () => {
  expect(() => collectKey('@/no/such/key')).toThrow('The key cannot be read: ENOENT')
  expect(() => collectKey('')).toThrow('A key cannot be empty.')
})
