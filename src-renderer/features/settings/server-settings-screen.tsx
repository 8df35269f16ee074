import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Server } from '#contract/server.ts'
import { withServer } from '../../connection/apply-fact.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showDone, showError } from '../../notices/notices.tsx'
import { useServerActions } from '../servers/use-server-actions.ts'
import { useSelectedServer } from '../servers/use-servers.ts'
import {
  AnswerFields,
  CredentialFields,
  LogFields,
  NetworkFields,
} from './server-settings-fields.tsx'
import styles from './settings.module.css'
import {
  changedSettings,
  followSettings,
  type SettingsForm,
  settingsRules,
  toForm,
} from './settings-rules.ts'
import { useKeptEdits } from './use-kept-edits.ts'

function RestartHint({ server }: { server: Server }) {
  const actions = useServerActions()
  return (
    <div className={styles.restart} role="status">
      <span>Some settings take effect at the next start.</span>
      <Button
        size="compact-sm"
        leftSection={<IconRefresh size={13} />}
        onClick={() => void actions.restart(server)}
      >
        Restart now
      </Button>
    </div>
  )
}

function ServerSettings({ server }: { server: Server }) {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  const [saving, setSaving] = useState(false)
  const form = useForm<SettingsForm>({
    initialValues: toForm(server.settings),
    validate: settingsRules,
    validateInputOnBlur: true,
  })

  const baseline = useRef(toForm(server.settings))
  useKeptEdits(server.id, form, baseline)
  const follow = useEffectEvent(() => {
    const fresh = toForm(server.settings)
    const values = followSettings(form.getValues(), baseline.current, fresh)
    form.setInitialValues(fresh)
    form.setValues(values)
    baseline.current = fresh
  })
  // Values, not identity: every fact about the server brings an equal copy of its settings.
  const signature = JSON.stringify(toForm(server.settings))
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    follow()
  }, [signature])

  async function save(values: SettingsForm): Promise<void> {
    setSaving(true)
    try {
      const saved = await client.servers.updateSettings({
        serverId: server.id,
        settings: changedSettings(values, server.settings),
      })
      queries.setQueryData(orpc.servers.list.queryKey(), (servers) =>
        servers ? withServer(servers, saved) : undefined,
      )
      form.setValues(toForm(saved.settings))
      showDone('Settings saved.')
    } catch (error) {
      showError(error)
    } finally {
      setSaving(false)
    }
  }

  return (
    <form
      className={styles.form}
      aria-label={`Settings of ${server.name}`}
      noValidate
      onSubmit={form.onSubmit((values) => void save(values))}
    >
      <div className={styles.screen}>
        {server.state === 'running' && server.needsRestart && <RestartHint server={server} />}
        <NetworkFields form={form} />
        <AnswerFields form={form} />
        <CredentialFields form={form} />
        <LogFields form={form} />
      </div>
      {form.isDirty() && (
        <div className={styles.actions}>
          <span>Unsaved changes</span>
          <Button variant="subtle" color="gray" onClick={form.reset}>
            Discard
          </Button>
          <Button type="submit" variant="filled" loading={saving}>
            Save settings
          </Button>
        </div>
      )}
    </form>
  )
}

/** The Settings tab of a server. */
export function ServerSettingsScreen() {
  const server = useSelectedServer()
  return server ? <ServerSettings key={server.id} server={server} /> : null
}
