import { createContext, useContext } from 'react'
import type { Server } from '#contract/server.ts'
import type { NamedSource } from './detect-input.ts'
import type { DroppedFile } from './file-sources.ts'

/** The ways for a screen to begin an import. */
export interface Imports {
  begin(items: readonly NamedSource[]): Promise<unknown>
  /** Makes a server anew from its spec, read again from where it came, or from another source. */
  update(server: Server, item: NamedSource | null): Promise<void>
  /** Files that are perhaps still being found; what stands against them is told. */
  beginWithFiles(files: readonly DroppedFile[] | Promise<readonly DroppedFile[]>): Promise<void>
  /** True while anything is being imported. */
  busy: boolean
}

export const ImportContext = createContext<Imports | null>(null)

export function useImports(): Imports {
  const imports = useContext(ImportContext)
  if (!imports) throw new Error('useImports needs an ImportProvider above it.')
  return imports
}
