import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'
import { chosenFiles, sourcesOfFiles, sourcesOfPaths } from './file-sources.ts'
import { useImports } from './imports-context.ts'

const ACCEPTED = '.yaml,.yml,.json,.zip,application/json,application/yaml'

/** Files from the browser's own dialog; empty when it is cancelled. */
function chooseInBrowser(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.accept = ACCEPTED
    input.onchange = () => resolve([...(input.files ?? [])])
    input.oncancel = () => resolve([])
    input.click()
  })
}

/** Opens the host's dialog for descriptions and makes a server anew from the one that is chosen. */
export function useUpdateFromFile(): (server: Server) => Promise<void> {
  const { host } = useConnection()
  const imports = useImports()
  return async (server) => {
    try {
      const sources = host.chooseFiles
        ? sourcesOfPaths(await host.chooseFiles())
        : (await sourcesOfFiles(chosenFiles(await chooseInBrowser()), null)).sources
      if (sources[0]) await imports.update(server, sources[0])
    } catch (error) {
      showError(error)
    }
  }
}

/** Opens the host's dialog for descriptions and imports what is chosen. */
export function useFileChooser(): () => Promise<void> {
  const { host } = useConnection()
  const imports = useImports()
  return async () => {
    try {
      if (host.chooseFiles) {
        await imports.begin(sourcesOfPaths(await host.chooseFiles()))
        return
      }
      const files = await chooseInBrowser()
      if (files.length > 0) await imports.beginWithFiles(chosenFiles(files))
    } catch (error) {
      showError(error)
    }
  }
}
