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

/** Where the window was last, unless that place is no longer on any display; no larger than its display. */
export async function readWindowState(
  file: string,
  displays: readonly Rectangle[],
): Promise<WindowState | null> {
  const parsed = stateSchema.safeParse(await readJsonFile(file).catch(() => undefined))
  if (!parsed.success) return null
  const state = parsed.data
  const display = displays.find((area) => isGraspableIn(state, area))
  if (!display) return null
  return {
    ...state,
    width: Math.min(state.width, display.width),
    height: Math.min(state.height, display.height),
  }
}

function isGraspableIn(state: WindowState, area: Rectangle): boolean {
  return (
    state.x + state.width > area.x + graspable &&
    state.x < area.x + area.width - graspable &&
    state.y >= area.y &&
    state.y < area.y + area.height - graspable
  )
}

export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await writeJsonFile(file, state)
}
