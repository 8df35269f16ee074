import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Scenario, ScenarioRule, ScenarioSummary } from '#contract/scenario.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'
import { freeScenarioName, scenarioNameOf } from './scenario-name.ts'
import { rulePath } from './scenario-paths.ts'
import { useActivateScenario, useSaveScenario, useScenarios } from './use-scenarios.ts'

const NEW = '\0new'

interface AddRuleDialogProps {
  serverId: string
  rule: ScenarioRule
  onClose: () => void
}

/** Asks into which scenario a rule goes, puts it first there, and opens it in the editor. */
export function AddRuleDialog({ serverId, rule, onClose }: AddRuleDialogProps) {
  const scenarios = useScenarios(serverId)
  return (
    <Modal opened onClose={onClose} title="Add a rule" size="sm">
      {scenarios.data ? (
        <AddRuleForm serverId={serverId} rule={rule} onClose={onClose} known={scenarios.data} />
      ) : (
        <Text size="sm" c="dimmed">
          Loading scenarios…
        </Text>
      )}
    </Modal>
  )
}

function AddRuleForm(props: AddRuleDialogProps & { known: readonly ScenarioSummary[] }) {
  const { serverId, rule, onClose, known } = props
  const { client } = useConnection()
  const navigate = useNavigate()
  const save = useSaveScenario(serverId)
  const activate = useActivateScenario(serverId)
  // Derived scenarios are made anew with the spec; a rule in them would be lost.
  const own = known.filter(({ derived }) => !derived)
  const first = own.find(({ active }) => active) ?? own[0]
  const [target, setTarget] = useState(first?.name ?? NEW)
  const [name, setName] = useState(() =>
    freeScenarioName(
      'custom',
      known.map((scenario) => scenario.name),
    ),
  )
  const [switchTo, setSwitchTo] = useState(true)
  const newName = scenarioNameOf(name)
  const isTaken = target === NEW && known.some((scenario) => scenario.name === newName)
  const isActive = known.some((scenario) => scenario.name === target && scenario.active)

  async function add(): Promise<void> {
    const into = target === NEW ? newName : target
    try {
      const before: Pick<Scenario, 'description' | 'rules' | 'defaults'> =
        target === NEW
          ? { description: '', rules: [], defaults: {} }
          : await client.scenarios.get({ serverId, name: target })
      const { description, defaults, rules } = before
      const scenario = { description, defaults, rules: [rule, ...rules] }
      await save.mutateAsync({ serverId, name: into, scenario })
      if (switchTo && !isActive) await activate.mutateAsync({ serverId, name: into })
      onClose()
      await navigate(rulePath(serverId, into, 0))
    } catch (error) {
      showError(error)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Stack gap="sm">
        <Select
          label="Scenario"
          data={[
            ...own.map((scenario) => ({
              value: scenario.name,
              label: scenario.active ? `${scenario.name} (active)` : scenario.name,
            })),
            { value: NEW, label: 'New scenario…' },
          ]}
          value={target}
          onChange={(value) => setTarget(value ?? NEW)}
          allowDeselect={false}
        />
        {target === NEW && (
          <TextInput
            label="Name"
            description={newName && newName !== name ? `Saved as ${newName}` : undefined}
            error={isTaken ? 'A scenario of this name exists.' : undefined}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {!isActive && (
          <Checkbox
            size="xs"
            label="Switch to this scenario"
            checked={switchTo}
            onChange={(event) => setSwitchTo(event.currentTarget.checked)}
          />
        )}
        <Text size="xs" c="dimmed">
          The rule goes before the others and opens in the editor.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="filled"
            loading={save.isPending || activate.isPending}
            disabled={target === NEW && (newName === '' || isTaken)}
          >
            Add rule
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
