import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { describeError } from '../../notices/describe-error.ts'
import { NewScenarioDialog } from './new-scenario-dialog.tsx'
import { ScenarioEditor } from './scenario-editor.tsx'
import { ScenarioList } from './scenario-list.tsx'
import styles from './scenarios.module.css'
import { useScenarios } from './use-scenarios.ts'

/**
 * The Scenarios tab of one server: its scenarios and the editor of the chosen one. Which one is open
 * stands in the query string, so that a rule can be linked to.
 */
export function ScenariosScreen({ serverId }: { serverId: string }) {
  const scenarios = useScenarios(serverId)
  const [params, setParams] = useSearchParams()
  const [dialog, setDialog] = useState<{ copyOf: string | null } | null>(null)

  if (!scenarios.data) {
    return (
      <div className={styles.place} style={{ height: '100%' }}>
        {scenarios.error ? (
          <>
            {describeError(scenarios.error).message}
            <Button onClick={() => void scenarios.refetch()}>Try again</Button>
          </>
        ) : (
          'Loading scenarios…'
        )}
      </div>
    )
  }

  const wanted = params.get('scenario')
  const opened =
    scenarios.data.find(({ name }) => name === wanted) ??
    (wanted === null ? scenarios.data.find(({ active }) => active) : undefined) ??
    scenarios.data[0]
  const rule = params.get('rule')

  function open(name: string): void {
    setParams({ scenario: name }, { replace: true })
  }

  return (
    <div className={styles.screen}>
      <ScenarioList
        serverId={serverId}
        scenarios={scenarios.data}
        opened={opened?.name ?? null}
        onOpen={open}
        onCreate={() => setDialog({ copyOf: null })}
      />
      {opened && (
        <ScenarioEditor
          key={`${opened.name} ${rule}`}
          serverId={serverId}
          name={opened.name}
          active={opened.active}
          openRule={rule === null ? null : Number(rule)}
          onDuplicate={() => setDialog({ copyOf: opened.name })}
          onRemoved={() => setParams({}, { replace: true })}
        />
      )}
      {dialog && (
        <NewScenarioDialog
          serverId={serverId}
          known={scenarios.data}
          copyOf={dialog.copyOf}
          onClose={() => setDialog(null)}
          onCreated={(name) => {
            setDialog(null)
            open(name)
          }}
        />
      )}
    </div>
  )
}
