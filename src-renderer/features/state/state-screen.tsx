import { Button, Menu, Switch, Text } from '@mantine/core'
import { IconCamera, IconDatabaseOff, IconHistory, IconRestore } from '@tabler/icons-react'
import { useState } from 'react'
import type { Server } from '#contract/server.ts'
import type { ServerStateReport, StateCollection } from '#contract/state.ts'
import { useSelectedServer } from '../servers/use-servers.ts'
import { CollectionRow } from './collection-row.tsx'
import { CorrectionDialog } from './correction-dialog.tsx'
import styles from './state.module.css'
import { useStateReport, useSteerState } from './use-state.ts'

interface ToolsProps {
  report: ServerStateReport
  steer: ReturnType<typeof useSteerState>
}

function Tools({ report, steer }: ToolsProps) {
  const { snapshots } = report
  return (
    <div className={styles.tools}>
      <Button
        leftSection={<IconCamera size={14} />}
        disabled={steer.isBusy}
        onClick={steer.snapshot}
      >
        Snapshot
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            leftSection={<IconHistory size={14} />}
            disabled={steer.isBusy || snapshots.length === 0}
          >
            Roll back…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {snapshots.toReversed().map(({ name, at, items }) => (
            <Menu.Item key={name} onClick={() => steer.rollback(name)}>
              {name} · {items.toLocaleString('en')} items · {new Date(at).toLocaleTimeString('en')}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button leftSection={<IconRestore size={14} />} disabled={steer.isBusy} onClick={steer.reset}>
        Reset
      </Button>
    </div>
  )
}

function NoCollections() {
  return (
    <div className={styles.empty}>
      <IconDatabaseOff size={28} stroke={1.25} aria-hidden="true" />
      <Text fw={500}>No collections found</Text>
      <Text size="xs" c="dimmed">
        Nothing in this description looks like a list of things that can be read or changed one by
        one. data/collections.json in the project can name some.
      </Text>
    </div>
  )
}

function ServerState({ server }: { server: Server }) {
  const { data: report, error } = useStateReport(server.id)
  const steer = useSteerState(server.id)
  const [open, setOpen] = useState<string | null>(null)
  const [correcting, setCorrecting] = useState<StateCollection | null>(null)
  const isLive = server.state === 'running' && server.settings.stateful

  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <Switch
          label="Stateful"
          description="What clients create is found, changed and removed by later requests"
          checked={server.settings.stateful}
          disabled={steer.isBusy}
          onChange={(event) => steer.switchTo(event.currentTarget.checked)}
        />
        {report && isLive && <Tools report={report} steer={steer} />}
      </header>
      {error && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {server.settings.stateful && !isLive && (
        <p className={styles.none}>Start the server to see what it holds.</p>
      )}
      {report && report.left > 0 && (
        <p className={styles.none}>
          The server holds as much as it may. {report.left.toLocaleString('en')} items that were not
          changed for the longest time had to make room for new ones.
        </p>
      )}
      {report?.collections.length === 0 && <NoCollections />}
      {report && report.collections.length > 0 && (
        <ul className={styles.list} aria-label="Collections">
          {report.collections.map((collection) => (
            <CollectionRow
              key={collection.name}
              serverId={server.id}
              collection={collection}
              isOpen={isLive && open === collection.name}
              onToggle={() => setOpen(open === collection.name ? null : collection.name)}
              onCorrect={() => setCorrecting(collection)}
            />
          ))}
        </ul>
      )}
      {report && correcting && (
        <CorrectionDialog
          serverId={server.id}
          collection={correcting}
          report={report}
          onClose={() => setCorrecting(null)}
        />
      )}
    </div>
  )
}

/** The State tab: the collections of a server, what they hold, and how to steer that. */
export function StateScreen() {
  const server = useSelectedServer()
  return server ? <ServerState key={server.id} server={server} /> : null
}
