import { type WorkspaceSettings, workspaceSettingsSchema } from '#contract/settings.ts'
import { readJsonFile, writeJsonFile } from '../workspace/json-file.ts'

export interface SettingsStore {
  get(): WorkspaceSettings
  update(changes: Partial<WorkspaceSettings>): Promise<WorkspaceSettings>
}

/** Settings of the workspace in `settings.json`; a file that cannot be understood counts as absent. */
export async function openSettings(file: string): Promise<SettingsStore> {
  const stored = workspaceSettingsSchema.safeParse(await readJsonFile(file).catch(() => undefined))
  let settings = stored.success ? stored.data : workspaceSettingsSchema.parse({})
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
