import type { Rectangle } from 'electron'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '#engine/workspace/json-file.ts'

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(640),
  height: z.number().int().min(480),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

/** Enough of the title bar to take hold of the window, in pixels. */
const graspable = 80

/** Where the window was last, unless that place is no longer on any display. */
export async function readWindowState(
  file: string,
  displays: readonly Rectangle[],
): Promise<WindowState | null> {
  const parsed = stateSchema.safeParse(await readJsonFile(file).catch(() => undefined))
  if (!parsed.success) return null
  const state = parsed.data
  const visible = displays.some(
    (display) =>
      state.x + state.width > display.x + graspable &&
      state.x < display.x + display.width - graspable &&
      state.y >= display.y &&
      state.y < display.y + display.height - graspable,
  )
  return visible ? state : null
}

export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await writeJsonFile(file, state)
}
