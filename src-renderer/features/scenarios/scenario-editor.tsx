import {
  ActionIcon,
  Badge,
  Button,
  Kbd,
  NativeSelect,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconCopy, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Scenario } from '#contract/scenario.ts'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { showError, showUndo } from '../../notices/notices.tsx'
import { DelayField } from './delay-field.tsx'
import { countProblems } from './editable-scenario.ts'
import { RuleList } from './rule-list.tsx'
import styles from './scenarios.module.css'
import { useScenarioDraft } from './use-scenario-draft.ts'
import { useActivateScenario, useSaveScenario } from './use-scenarios.ts'

const modes = [
  { value: '', label: 'As usual' },
  { value: 'minimal', label: 'Only what is required' },
  { value: 'empty', label: 'Empty lists' },
  { value: 'full', label: 'Full' },
] as const

interface ScenarioEditorProps {
  serverId: string
  name: string
  active: boolean
  /** Rule to open first, counted from 0. */
  openRule: number | null
  onDuplicate: () => void
  onRemoved: () => void
}

/** One scenario with its defaults and rules. */
export function ScenarioEditor(props: ScenarioEditorProps) {
  const { orpc } = useConnection()
  const { serverId, name } = props
  const saved = useQuery(orpc.scenarios.get.queryOptions({ input: { serverId, name } }))
  if (saved.data) return <LoadedEditor {...props} saved={saved.data} />
  return (
    <div className={styles.place}>
      {saved.error ? describeError(saved.error).message : 'Loading…'}
    </div>
  )
}

function LoadedEditor(props: ScenarioEditorProps & { saved: Scenario }) {
  const { serverId, name, saved, openRule } = props
  const { draft, change, isDirty, content, discard, keepKeys, newKey } = useScenarioDraft(
    serverId,
    saved,
  )
  const { host } = useConnection()
  const save = useSaveScenario(serverId)
  const readOnly = saved.derived
  const problems = draft.rules.reduce((sum, rule) => sum + countProblems(rule), 0)

  async function saveDraft(): Promise<void> {
    if (!content || !isDirty) return
    keepKeys()
    try {
      await save.mutateAsync({ serverId, name, scenario: content })
      discard()
    } catch (error) {
      showError(error)
    }
  }

  // Heard in every field, the JSON editor included.
  useHotkeys([['mod+S', () => void saveDraft()]], [], true)

  return (
    <section className={styles.editor} aria-label={`Scenario ${name}`}>
      <EditorHead {...props} />
      <div className={styles.editorBody}>
        {readOnly && (
          <div className={styles.readOnly}>
            <span className={styles.grow}>
              Made from the spec, and made anew with it: changes would be lost.
            </span>
            <Button size="compact-xs" onClick={props.onDuplicate}>
              Duplicate to edit
            </Button>
          </div>
        )}
        {readOnly ? (
          <Text>{draft.description}</Text>
        ) : (
          <div className={styles.fields}>
            <TextInput
              label="Description"
              placeholder="What it is for"
              value={draft.description}
              onChange={(event) => change({ description: event.currentTarget.value })}
            />
            <DelayField
              label="Delay of every answer"
              delay={draft.delay}
              onChange={(delay) => change({ delay })}
            />
            <NativeSelect
              label="Generated bodies"
              value={draft.generate}
              data={[...modes]}
              onChange={(event) => {
                const mode = modes.find(({ value }) => value === event.currentTarget.value)
                if (mode) change({ generate: mode.value })
              }}
            />
          </div>
        )}
        <div className={styles.rulesHead}>
          <h3>Rules</h3>
          <span className={styles.itemNote}>The first that matches decides.</span>
        </div>
        <RuleList
          serverId={serverId}
          rules={draft.rules}
          onChange={(edit) => change((now) => ({ rules: edit(now.rules) }))}
          newKey={newKey}
          initiallyOpen={openRule}
          readOnly={readOnly}
        />
      </div>
      {isDirty && (
        <div className={styles.saveBar}>
          <span className={styles.grow}>
            {problems > 0
              ? `${problems} ${problems === 1 ? 'field needs' : 'fields need'} attention before this can be saved.`
              : 'Unsaved changes'}
          </span>
          <Button onClick={discard}>Discard</Button>
          <Button
            variant="filled"
            disabled={content === null}
            loading={save.isPending}
            onClick={() => void saveDraft()}
            rightSection={<Kbd size="xs">{host.platform === 'darwin' ? '⌘S' : 'Ctrl S'}</Kbd>}
          >
            Save
          </Button>
        </div>
      )}
    </section>
  )
}

function EditorHead(props: ScenarioEditorProps & { saved: Scenario }) {
  const { serverId, name, saved, active, onDuplicate, onRemoved } = props
  const { client } = useConnection()
  const activate = useActivateScenario(serverId)
  const save = useSaveScenario(serverId)
  const queries = useQueryClient()
  const { orpc } = useConnection()

  async function remove(): Promise<void> {
    try {
      const { description, defaults, rules } = await client.scenarios.remove({ serverId, name })
      onRemoved()
      await queries.invalidateQueries({ queryKey: orpc.scenarios.list.key() })
      showUndo(`Removed the scenario ${name}.`, () =>
        save.mutate(
          { serverId, name, scenario: { description, defaults, rules } },
          {
            onError: (error) => showError(error),
            onSuccess: () => {
              if (active) activate.mutate({ serverId, name })
            },
          },
        ),
      )
    } catch (error) {
      showError(error)
    }
  }

  return (
    <header className={styles.editorHead}>
      <h2 className={styles.editorName}>{name}</h2>
      {active && (
        <Badge c="var(--ml-ok-text)" bg="var(--ml-ok-ground)">
          active
        </Badge>
      )}
      <span className={styles.grow} />
      {!active && (
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={13} />}
          onClick={() => activate.mutate({ serverId, name })}
        >
          Switch to it
        </Button>
      )}
      {!saved.derived && (
        <>
          <Button leftSection={<IconCopy size={13} />} onClick={onDuplicate}>
            Duplicate
          </Button>
          <Tooltip label="Remove">
            <ActionIcon aria-label={`Remove ${name}`} onClick={() => void remove()}>
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </header>
  )
}
