import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ScenarioSummary } from '#contract/scenario.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'
import { freeScenarioName, scenarioNameOf } from './scenario-name.ts'
import { useSaveScenario } from './use-scenarios.ts'

interface NewScenarioDialogProps {
  serverId: string
  known: readonly ScenarioSummary[]
  /** The scenario to copy; null for an empty one. */
  copyOf: string | null
  onCreated: (name: string) => void
  onClose: () => void
}

/** Asks for the name of a new scenario, empty or as a copy. */
export function NewScenarioDialog(props: NewScenarioDialogProps) {
  const { serverId, known, copyOf, onCreated, onClose } = props
  const { client } = useConnection()
  const save = useSaveScenario(serverId)
  const taken = known.map((scenario) => scenario.name)
  const [text, setText] = useState(() =>
    copyOf === null ? '' : freeScenarioName(`${copyOf}-copy`, taken),
  )
  const name = scenarioNameOf(text)
  const isTaken = taken.includes(name)

  async function create(): Promise<void> {
    try {
      const { description, defaults, rules } =
        copyOf === null
          ? { description: '', defaults: {}, rules: [] }
          : await client.scenarios.get({ serverId, name: copyOf })
      await save.mutateAsync({ serverId, name, scenario: { description, defaults, rules } })
      onCreated(name)
    } catch (error) {
      showError(error)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="xs"
      title={copyOf === null ? 'New scenario' : `Duplicate ${copyOf}`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            placeholder="payment-declined"
            description={name && name !== text ? `Saved as ${name}` : undefined}
            error={isTaken ? 'A scenario of this name exists.' : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="filled"
              loading={save.isPending}
              disabled={name === '' || isTaken}
            >
              {copyOf === null ? 'Create' : 'Duplicate'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
