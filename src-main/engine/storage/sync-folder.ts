import { open } from 'node:fs/promises'

/** Makes names that were created, moved or removed in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and keeps its names durable by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
