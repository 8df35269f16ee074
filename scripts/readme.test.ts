import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rootFolder } from './run-command.ts'

test('every path and picture that the README names exists', async () => {
  const readme = await readFile(join(rootFolder, 'README.md'), 'utf8')
  const named = [
    ...readme.matchAll(/`((?:src-[a-z]+|templates|docs|examples|bench|e2e|scripts)\/[^`\s]*)`/g),
    ...readme.matchAll(/\]\((docs\/[^)]+)\)/g),
  ].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(join(rootFolder, path)))).toEqual([])
})
