import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWebUiFile } from './web-ui.ts'

async function webUi(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'mockloop-web-'))
  const folder = join(parent, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'assets', 'index-1.js'), 'export {}')
  await writeFile(join(parent, 'secret.json'), '{}')
  return folder
}

test('the page is served without cache and with a policy that forbids foreign and inline scripts', async () => {
  const file = await readWebUiFile(await webUi(), '/')
  expect(file?.content.toString()).toBe('<!doctype html>')
  expect(file?.headers['cache-control']).toBe('no-store')
  const policy = file?.headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
})

test('assets are served by their path', async () => {
  const file = await readWebUiFile(await webUi(), '/assets/index-1.js')
  expect(file?.headers['content-type']).toBe('text/javascript; charset=utf-8')
})

test('nothing outside the folder is served', async () => {
  const folder = await webUi()
  for (const path of [
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '//../secret.json',
    '/%00.json',
    '/%zz',
    '/none.js',
  ]) {
    const file = await readWebUiFile(folder, path)
    expect(file?.content.toString() ?? null).not.toBe('{}')
  }
})
