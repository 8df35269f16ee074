import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'
import { chosenFiles, chosenFolder, type DroppedFile, sourcesOfFiles } from './file-sources.ts'
import { useImports } from './imports-context.ts'

const ACCEPTED = '.yaml,.yml,.json,.zip,application/json,application/yaml'

/** Files from the system's dialog, in the browser as in the desktop app; empty when it is cancelled. */
function choose(what: 'files' | 'folder'): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    if (what === 'folder') input.webkitdirectory = true
    else {
      input.multiple = true
      input.accept = ACCEPTED
    }
    input.onchange = () => resolve([...(input.files ?? [])])
    input.oncancel = () => resolve([])
    input.click()
  })
}

/** Opens the dialog for descriptions and makes a server anew from the one that is chosen. */
export function useUpdateFromFile(): (server: Server) => Promise<void> {
  const { host } = useConnection()
  const imports = useImports()
  return async (server) => {
    try {
      const files = chosenFiles(await choose('files'))
      const { sources } = await sourcesOfFiles(files, host.pathForFile)
      if (sources[0]) await imports.update(server, sources[0])
    } catch (error) {
      showError(error)
    }
  }
}

async function chosen(what: 'files' | 'folder'): Promise<DroppedFile[]> {
  const files = await choose(what)
  return what === 'files' || files.length === 0 ? chosenFiles(files) : chosenFolder(files)
}

/** Opens the dialog for descriptions, or for a folder of them, and imports what is chosen. */
export function useFileChooser(): (what: 'files' | 'folder') => Promise<void> {
  const imports = useImports()
  return (what) => imports.beginWithFiles(chosen(what))
}
