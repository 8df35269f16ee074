import { Button, Group, Modal, Tabs, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type ImportTab, useShell } from '../../shell/shell-state.tsx'
import styles from './import-dialog.module.css'
import { PasteForm } from './paste-form.tsx'
import { SampleList } from './sample-list.tsx'
import { UrlForm } from './url-form.tsx'
import { useFileChooser } from './use-file-chooser.ts'

const tabs: readonly ImportTab[] = ['file', 'url', 'paste', 'samples']
const tabNames: Record<ImportTab, string> = {
  file: 'Files',
  url: 'URL',
  paste: 'Paste',
  samples: 'Samples',
}

function FileTab({ onBegin }: { onBegin: () => void }) {
  const choose = useFileChooser()
  const begin = (what: 'files' | 'folder') => {
    onBegin()
    void choose(what)
  }
  return (
    <div className={styles.files}>
      <IconFileImport size={32} stroke={1.25} aria-hidden="true" />
      <Text fw={500}>Drop descriptions anywhere in the window</Text>
      <Text size="xs" c="dimmed">
        OpenAPI 3.0 to 3.2, Swagger 2.0, in YAML or JSON: files, a folder or a ZIP.
      </Text>
      <Group gap="xs" mt="xs">
        <Button variant="filled" data-autofocus onClick={() => begin('files')}>
          Choose files…
        </Button>
        <Button onClick={() => begin('folder')}>Choose a folder…</Button>
      </Group>
    </div>
  )
}

/** Every way to add a server, in one dialog. */
export function ImportDialog() {
  const { importTab, setImportTab } = useShell()
  const close = () => setImportTab(null)
  return (
    <Modal
      opened={importTab !== null}
      onClose={close}
      title="Add a server"
      size={560}
      classNames={{ title: styles.title }}
    >
      <Tabs
        value={importTab ?? 'file'}
        onChange={(value) => setImportTab(tabs.find((tab) => tab === value) ?? 'file')}
        variant="pills"
        classNames={{ list: styles.tabs, tab: styles.tab }}
      >
        <Tabs.List aria-label="Where the description comes from" grow>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {tabNames[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={styles.panel}>
          <Tabs.Panel value="file">
            <FileTab onBegin={close} />
          </Tabs.Panel>
          <Tabs.Panel value="url">
            <UrlForm onBegin={close} autoFocus />
          </Tabs.Panel>
          <Tabs.Panel value="paste">
            <PasteForm onBegin={close} />
          </Tabs.Panel>
          <Tabs.Panel value="samples">
            <SampleList onBegin={close} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </Modal>
  )
}
