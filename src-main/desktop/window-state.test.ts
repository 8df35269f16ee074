import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWindowState, type WindowState, writeWindowState } from './window-state.ts'

const desk = { x: 0, y: 25, width: 1280, height: 775 }
const right = { x: 1280, y: 0, width: 1920, height: 1080 }

async function stored(state: WindowState): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'mockloop-window-')), 'window-state.json')
  await writeWindowState(file, state)
  return file
}

test('a window comes back where it was', async () => {
  const state = { x: 1400, y: 50, width: 1000, height: 700, maximized: true }
  expect(await readWindowState(await stored(state), [desk, right])).toEqual(state)
})

test('a place on a display that is gone is forgotten', async () => {
  const file = await stored({ x: 1400, y: 50, width: 1000, height: 700, maximized: false })
  expect(await readWindowState(file, [desk])).toBeNull()
})

test('a window is no larger than the display that is left', async () => {
  const file = await stored({ x: 100, y: 40, width: 1900, height: 1000, maximized: false })
  expect(await readWindowState(file, [desk])).toMatchObject({ width: 1280, height: 775 })
})

test('a title bar above the display could not be grasped', async () => {
  const file = await stored({ x: 100, y: 0, width: 1000, height: 700, maximized: false })
  expect(await readWindowState(file, [desk])).toBeNull()
})

test('a file that makes no sense is passed over', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mockloop-window-')), 'window-state.json')
  await writeFile(file, '{"x": "left"')
  expect(await readWindowState(file, [desk])).toBeNull()
})
