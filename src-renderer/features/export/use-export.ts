import { useState } from 'react'
import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'
import { exportName } from './export-name.ts'

/** What an export wrote, or where the browser put it. */
export interface ExportResult {
  path: string
  files: number | null
  bytes: number
}

export type ExportKind = 'folder' | 'zip'

/** Hands a file to the browser, which saves it where its user wants downloads to go. */
function saveAs(file: File, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has read the address by the time a minute has passed.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Exports a server's project: to a place chosen in a dialog, or as a download where there is none. */
export function useExport(server: Server) {
  const { client, host } = useConnection()
  const [busy, setBusy] = useState<ExportKind | null>(null)
  const [result, setResult] = useState<ExportResult | null>(null)
  const { chooseExportTarget } = host

  async function write(as: ExportKind): Promise<ExportResult | null> {
    const suggestedName = exportName(server.name)
    if (chooseExportTarget) {
      const path = await chooseExportTarget({ as, suggestedName })
      return path ? await client.projects.export({ serverId: server.id, as, path }) : null
    }
    const file = await client.projects.download({ serverId: server.id })
    const name = `${suggestedName}.zip`
    saveAs(file, name)
    return { path: name, files: null, bytes: file.size }
  }

  async function run(as: ExportKind): Promise<void> {
    setBusy(as)
    try {
      const written = await write(as)
      if (written) setResult(written)
    } catch (error) {
      showError(error)
    } finally {
      setBusy(null)
    }
  }

  return { run, busy, result, canWriteFolder: chooseExportTarget !== null }
}
