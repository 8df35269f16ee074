import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isMissing, readJsonFile, writeJsonFile } from '../workspace/json-file.ts'
import type { WorkspacePaths } from '../workspace/workspace-paths.ts'
import { readHealthReport, readMockApi } from './project-files.ts'

const count = z.number().int().nonnegative()

/** What lists show of a server without opening its project. */
const recordSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  specKind: z.string(),
  title: z.string(),
  version: z.string(),
  operationCount: count,
  problemCounts: z.object({ error: count, warning: count, info: count }),
  source: z.string(),
  createdAt: z.number(),
})
export type ServerRecord = z.infer<typeof recordSchema>

export interface ServerRecords {
  all(): ServerRecord[]
  get(id: string): ServerRecord | undefined
  put(record: ServerRecord): Promise<void>
  remove(id: string): Promise<void>
}

/**
 * The list of servers in `servers.json`. It only saves reading every project at start: project folders
 * that it lacks are added from their own files, and entries without a folder are dropped.
 */
export async function openServerRecords(paths: WorkspacePaths): Promise<ServerRecords> {
  const records = new Map<string, ServerRecord>()
  const stored = z
    .array(recordSchema)
    .safeParse(await readJsonFile(paths.serversFile).catch(() => undefined))
  const known = new Map((stored.data ?? []).map((record) => [record.id, record]))

  const folders = await projectFolders(paths.servers)
  for (const record of known.values()) {
    if (folders.includes(record.id)) records.set(record.id, record)
  }
  for (const id of folders.filter((folder) => !known.has(folder))) {
    const found = await describeProject(join(paths.servers, id), id).catch(() => null)
    if (found) records.set(id, found)
  }

  const save = () => writeJsonFile(paths.serversFile, [...records.values()])
  return {
    all: () => [...records.values()],
    get: (id) => records.get(id),
    async put(record) {
      records.set(record.id, record)
      await save()
    },
    async remove(id) {
      records.delete(id)
      await save()
    },
  }
}

async function projectFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && /^[a-z0-9-]+$/.test(entry.name))
      .map((entry) => entry.name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function describeProject(folder: string, id: string): Promise<ServerRecord> {
  const [mockApi, report, about] = await Promise.all([
    readMockApi(folder),
    readHealthReport(folder),
    stat(folder),
  ])
  return {
    id,
    specKind: mockApi.kind,
    title: mockApi.title,
    version: mockApi.version,
    operationCount: mockApi.operations.length,
    problemCounts: report.counts,
    source: 'project folder',
    createdAt: about.birthtimeMs,
  }
}
