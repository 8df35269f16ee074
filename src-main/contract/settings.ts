import { z } from 'zod'

/** Settings of the workspace, for all its servers. */
export const workspaceSettingsSchema = z.object({
  retention: z
    .object({
      /** Entries beyond this many are removed, oldest first. */
      maxEntries: z.number().int().min(100).max(5_000_000).default(200_000),
      /** Entries older than this are removed. */
      maxAgeHours: z.number().min(1).max(8_760).default(168),
    })
    .prefault({}),
  /** Start a server as soon as its spec is imported. */
  startOnImport: z.boolean().default(true),
  /** New servers get free ports from here upwards; those that exist keep theirs. */
  firstPort: z.number().int().min(1_024).max(65_000).default(4010),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
})
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>

export const workspaceInfoSchema = z.object({
  folder: z.string(),
  version: z.string(),
  /** Log entries stored now. */
  entryCount: z.number().int(),
  samples: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })),
})
export type WorkspaceInfo = z.infer<typeof workspaceInfoSchema>
