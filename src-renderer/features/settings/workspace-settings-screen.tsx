import { Button, NumberInput, SegmentedControl, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkspaceInfo, WorkspaceSettings } from '#contract/settings.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showDone, showError, showUndo } from '../../notices/notices.tsx'
import { type ThemeSetting, useThemeSetting } from '../../shell/use-theme-setting.ts'
import styles from './settings.module.css'
import { SettingsSection } from './settings-section.tsx'

const themes: { value: ThemeSetting; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

function useSaveSettings(): (change: Partial<WorkspaceSettings>) => Promise<boolean> {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  return async (change) => {
    try {
      const settings = await client.workspace.updateSettings(change)
      queries.setQueryData(orpc.workspace.settings.queryKey(), settings)
      return true
    } catch (error) {
      showError(error)
      return false
    }
  }
}

function RetentionFields({ settings }: { settings: WorkspaceSettings }) {
  const save = useSaveSettings()
  const form = useForm({
    initialValues: settings.retention,
    validate: {
      maxEntries: (value) =>
        Number(value) >= 100 && Number(value) <= 5_000_000
          ? null
          : 'Keep from 100 to 5,000,000 requests.',
      maxAgeHours: (value) =>
        Number(value) >= 1 && Number(value) <= 8_760 ? null : 'Keep them from 1 to 8,760 hours.',
    },
  })
  return (
    <form
      className={styles.fields}
      noValidate
      onSubmit={form.onSubmit(async (retention) => {
        if (!(await save({ retention }))) return
        form.resetDirty()
        showDone('Settings saved.')
      })}
    >
      <div className={styles.pair}>
        <NumberInput
          label="Most requests kept"
          thousandSeparator=","
          allowDecimal={false}
          {...form.getInputProps('maxEntries')}
        />
        <NumberInput label="Longest time kept" suffix=" h" {...form.getInputProps('maxAgeHours')} />
      </div>
      <div>
        <Button type="submit" disabled={!form.isDirty()}>
          Save retention
        </Button>
      </div>
    </form>
  )
}

function ClearLog({ info }: { info: WorkspaceInfo }) {
  const { client } = useConnection()
  async function clear(): Promise<void> {
    try {
      const { removed, undoToken } = await client.log.clear({})
      showUndo(`Cleared ${removed.toLocaleString('en')} requests.`, () => {
        client.log.undoClear({ undoToken }).catch((error: unknown) => showError(error))
      })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <div className={styles.inline}>
      <span>
        {info.entryCount.toLocaleString('en')} {info.entryCount === 1 ? 'request' : 'requests'}{' '}
        stored now
      </span>
      <Button disabled={info.entryCount === 0} onClick={() => void clear()}>
        Clear the log of all servers
      </Button>
    </div>
  )
}

const ports = { min: 1_024, max: 65_000 }

/** Saved when it is left, as there is nothing else to confirm. */
function FirstPortField({ firstPort }: { firstPort: number }) {
  const save = useSaveSettings()
  const [value, setValue] = useState<number | string>(firstPort)
  const isValid =
    Number.isInteger(value) && Number(value) >= ports.min && Number(value) <= ports.max
  return (
    <NumberInput
      label="First port of new servers"
      description="Each takes the next free ones from there; those that exist keep theirs"
      className={styles.narrow}
      allowDecimal={false}
      value={value}
      onChange={setValue}
      error={isValid ? null : 'Choose a port from 1,024 to 65,000.'}
      onBlur={() => {
        if (isValid && value !== firstPort) void save({ firstPort: Number(value) })
      }}
    />
  )
}

/** Settings that hold for all servers of the workspace. */
export function WorkspaceSettingsScreen() {
  const { orpc } = useConnection()
  const settings = useQuery(orpc.workspace.settings.queryOptions()).data
  const info = useQuery(orpc.workspace.info.queryOptions({ staleTime: 0 })).data
  const save = useSaveSettings()
  const [theme, setTheme] = useThemeSetting()
  if (!settings || !info) return null

  return (
    <div className={styles.page}>
      <div className={styles.screen}>
        <h1 className={styles.heading}>Workspace settings</h1>
        <SettingsSection title="Appearance" description="How MockLoop looks on this workspace.">
          <SegmentedControl
            aria-label="Theme"
            data={themes}
            value={theme}
            onChange={setTheme}
            className={styles.narrow}
          />
        </SettingsSection>
        <SettingsSection title="Import" description="What happens when a description is added.">
          <Switch
            label="Start servers on import"
            description="A new server runs as soon as its description is read"
            checked={settings.startOnImport}
            onChange={(event) => void save({ startOnImport: event.currentTarget.checked })}
          />
          <FirstPortField key={settings.firstPort} firstPort={settings.firstPort} />
        </SettingsSection>
        <SettingsSection
          title="Request log"
          description="The oldest requests go first, whichever limit is met first."
        >
          <RetentionFields key={JSON.stringify(settings.retention)} settings={settings} />
          <ClearLog info={info} />
        </SettingsSection>
        <SettingsSection title="About" description="Everything stays on this machine.">
          <dl className={styles.about}>
            <dt>Folder</dt>
            <dd>{info.folder}</dd>
            <dt>Version</dt>
            <dd>{info.version}</dd>
          </dl>
        </SettingsSection>
      </div>
    </div>
  )
}
