import { rename } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { type WorkspaceSettings, workspaceSettingsSchema } from '#contract/settings.ts'
import { readJsonFile, writeJsonFile } from '../workspace/json-file.ts'

export interface SettingsStore {
  get(): WorkspaceSettings
  update(changes: Partial<WorkspaceSettings>): Promise<WorkspaceSettings>
}

/** Nothing may be removed from the log by limits that the user did not choose. */
const keepEverything = { retention: { maxEntries: 5_000_000, maxAgeHours: 8_760 } }

/**
 * Settings of the workspace in `settings.json`. A file that cannot be understood is set aside and told; until the
 * user decides again the defaults hold, but the log is kept as long as it can be.
 */
export async function openSettings(
  file: string,
  onTrouble: (message: string) => void,
): Promise<SettingsStore> {
  let settings = await readSettings(file, onTrouble)
  return {
    get: () => settings,
    async update(changes) {
      const next = workspaceSettingsSchema.parse({ ...settings, ...changes })
      await writeJsonFile(file, next)
      settings = next
      return settings
    },
  }
}

async function readSettings(
  file: string,
  onTrouble: (message: string) => void,
): Promise<WorkspaceSettings> {
  try {
    return workspaceSettingsSchema.parse((await readJsonFile(file)) ?? {})
  } catch (error) {
    const aside = `${file}.damaged`
    const isAside = await rename(file, aside).then(
      () => true,
      () => false,
    )
    onTrouble(
      `Cannot use ${file}: ${reasonOf(error)}. ${isAside ? `It was set aside as ${basename(aside)}. ` : ''}The default settings hold, and nothing is removed from the log for its age or number until you choose limits again.`,
    )
    return workspaceSettingsSchema.parse(keepEverything)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    return `${issue?.path.join('.')}: ${issue?.message}`
  }
  return error instanceof Error ? error.message : String(error)
}
