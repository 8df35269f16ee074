import { Button, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useEffect, useEffectEvent } from 'react'
import { useConnection } from '../../connection/orpc.ts'
import { useShell } from '../../shell/shell-state.tsx'
import { LoopMark } from '../servers/loop-mark.tsx'
import { detectText, sourceOfText } from './detect-input.ts'
import { chosenFiles } from './file-sources.ts'
import { useImports } from './imports-context.ts'
import { RecentList } from './recent-list.tsx'
import { SampleList } from './sample-list.tsx'
import { UrlForm } from './url-form.tsx'
import { useFileChooser } from './use-file-chooser.ts'
import styles from './welcome-screen.module.css'

/** Imports what is pasted while no field has the focus. */
function usePasteToImport(): void {
  const imports = useImports()
  const take = useEffectEvent((event: ClipboardEvent) => {
    const isField = event.target instanceof HTMLElement && event.target.closest('input, textarea')
    if (isField || !event.clipboardData) return
    const files = chosenFiles(event.clipboardData.files)
    const text = event.clipboardData.getData('text/plain')
    if (files.length > 0) void imports.beginWithFiles(files)
    else if (detectText(text).kind !== 'empty') void imports.begin([sourceOfText(text)])
  })
  useEffect(() => {
    document.addEventListener('paste', take)
    return () => document.removeEventListener('paste', take)
  }, [])
}

/** The first screen of an empty workspace: every way to the first server. */
export function WelcomeScreen() {
  const { host } = useConnection()
  const { setImportTab } = useShell()
  const choose = useFileChooser()
  usePasteToImport()
  const pasteKeys = host.platform === 'darwin' ? '⌘V' : 'Ctrl V'

  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <LoopMark size={26} />
          <span>MockLoop</span>
        </div>
        <section className={styles.drop} aria-labelledby="drop-title">
          <IconFileImport size={36} stroke={1.25} aria-hidden="true" />
          <h1 id="drop-title">Drop an API description here</h1>
          <Text c="dimmed">
            A second later a truthful mock server runs, and tells why it answers as it does.
          </Text>
          <div className={styles.buttons}>
            <Button size="sm" variant="filled" onClick={() => void choose('files')}>
              Choose files…
            </Button>
            <Button size="sm" onClick={() => void choose('folder')}>
              Choose a folder…
            </Button>
            <Button size="sm" onClick={() => setImportTab('paste')}>
              Paste text…
            </Button>
          </div>
          <Text size="xs" c="dimmed">
            OpenAPI 3.0 to 3.2, Swagger 2.0: files, a folder, a ZIP, or <kbd>{pasteKeys}</kbd>.
          </Text>
        </section>

        <RecentList />
        <section aria-labelledby="url-title">
          <h2 id="url-title">From a URL</h2>
          <UrlForm />
        </section>
        <section aria-labelledby="samples-title">
          <h2 id="samples-title">Or try a sample</h2>
          <SampleList />
        </section>
        <p className={styles.promise}>Offline. No account. No telemetry. Plain files.</p>
      </div>
    </div>
  )
}
