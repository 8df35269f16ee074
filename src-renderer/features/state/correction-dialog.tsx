import {
  Button,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { ServerStateReport, StateCollection } from '#contract/state.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showDone, showError } from '../../notices/notices.tsx'
import {
  type CorrectionDraft,
  draftOf,
  parentChoice,
  problemOfPlace,
  withCorrection,
} from './correction-draft.ts'
import { RoleFields } from './role-fields.tsx'

interface CorrectionDialogProps {
  serverId: string
  collection: StateCollection
  report: ServerStateReport
  onClose: () => void
}

/** Corrects what was inferred of a collection. */
export function CorrectionDialog(props: CorrectionDialogProps) {
  const { serverId, collection, report, onClose } = props
  const { client } = useConnection()
  const [saving, setSaving] = useState(false)
  const form = useForm<CorrectionDraft>({
    initialValues: draftOf(collection, report.corrections),
    validate: { id: problemOfPlace, listAt: problemOfPlace, itemAt: problemOfPlace },
    validateInputOnBlur: true,
  })

  async function save(draft: CorrectionDraft): Promise<void> {
    setSaving(true)
    try {
      const corrections = withCorrection(report.corrections, collection.name, draft)
      await client.state.correct({ serverId, corrections })
      showDone(`${collection.name} is corrected; what is stored starts anew.`)
      onClose()
    } catch (error) {
      showError(error)
    } finally {
      setSaving(false)
    }
  }

  return (
    <Modal opened onClose={onClose} size="sm" title={`Correct ${collection.name}`}>
      <form noValidate onSubmit={form.onSubmit((draft) => void save(draft))}>
        <Stack gap="sm">
          <TextInput
            label="Id of an item"
            description="Where it stands in an item"
            placeholder={collection.id ?? 'items show none'}
            data-autofocus
            {...form.getInputProps('id')}
          />
          <TextInput
            label="List in its answer"
            placeholder={collection.listAt || 'the whole answer'}
            {...form.getInputProps('listAt')}
          />
          <TextInput
            label="Item in its answers"
            placeholder={collection.itemAt || 'the whole answer'}
            {...form.getInputProps('itemAt')}
          />
          <NumberInput
            label="Items at the start"
            placeholder="the usual number"
            min={0}
            max={1000}
            allowDecimal={false}
            {...form.getInputProps('seed')}
          />
          <NativeSelect
            label="Items belong to"
            description="Items of this collection are gone with the one above them"
            data={[
              { value: '', label: 'as inferred' },
              { value: parentChoice(null), label: 'nothing' },
              ...report.collections
                .filter(({ name }) => name !== collection.name)
                .map(({ name }) => ({ value: parentChoice(name), label: name })),
            ]}
            {...form.getInputProps('parent')}
          />
          <RoleFields
            serverId={serverId}
            collection={collection}
            roles={form.values.operations}
            onChange={(roles) => form.setFieldValue('operations', roles)}
          />
          <Switch
            label="Leave it alone"
            description="Its operations answer as without state"
            {...form.getInputProps('off', { type: 'checkbox' })}
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="filled" loading={saving}>
              Save correction
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
