import type { ReactNode } from 'react'
import { useConnection } from '../../connection/orpc.ts'
import { showDone, showError } from '../../notices/notices.tsx'
import { DropZone } from './drop-zone.tsx'
import { sourcesOfFiles } from './file-sources.ts'
import { ImportDialog } from './import-dialog.tsx'
import { ImportFailures } from './import-failures.tsx'
import { ImportProgress } from './import-progress.tsx'
import { ImportContext, type Imports } from './imports-context.ts'
import { RemoteRefsDialog } from './remote-refs-dialog.tsx'
import { useImportQueue } from './use-import-queue.ts'

/** Makes the whole window a drop zone and shows what becomes of each import. */
export function ImportProvider({ children }: { children: ReactNode }) {
  const { host } = useConnection()
  const queue = useImportQueue()

  const imports: Imports = {
    begin: (items) => queue.begin(items),
    update: queue.update,
    async beginWithFiles(files) {
      try {
        const reading = Promise.resolve(files).then((all) => sourcesOfFiles(all, host.pathForFile))
        const found = await queue.read('the files', reading)
        if (!found) return
        const { sources, skipped } = found
        if (skipped.length > 0) {
          const what = skipped.length === 1 ? skipped[0] : `${skipped.length} files`
          showDone(`Left out ${what}: not part of an API description.`)
        }
        await queue.begin(sources)
      } catch (error) {
        showError(error)
      }
    },
    busy: queue.running.length > 0,
  }

  return (
    <ImportContext value={imports}>
      {children}
      <DropZone />
      <ImportDialog />
      <ImportProgress running={queue.running} onCancel={queue.cancel} />
      <ImportFailures
        failed={queue.failed}
        onDismiss={queue.dismissFailures}
        onRetry={queue.retryFailures}
      />
      <RemoteRefsDialog
        request={queue.consent}
        onAllow={() => void queue.allowRemoteRefs()}
        onDecline={queue.declineRemoteRefs}
      />
    </ImportContext>
  )
}
