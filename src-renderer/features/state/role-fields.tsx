import { Fieldset, NativeSelect, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { StateCollection } from '#contract/state.ts'
import { useConnection } from '../../connection/orpc.ts'
import { offeredRoles } from './correction-draft.ts'

interface RoleFieldsProps {
  serverId: string
  collection: StateCollection
  /** Roles that the user says, by ids of operations; empty text stands for the inferred one. */
  roles: Readonly<Record<string, string>>
  onChange: (roles: Record<string, string>) => void
}

/** What each operation does to a collection, and a way to give it another one. */
export function RoleFields({ serverId, collection, roles, onChange }: RoleFieldsProps) {
  const { orpc } = useConnection()
  const all = useQuery(orpc.operations.list.queryOptions({ input: { serverId } })).data ?? []
  const inferred = new Map(collection.operations.map(({ id, role }) => [id, role]))
  const isShown = (id: string) => inferred.has(id) || Object.hasOwn(roles, id)
  const say = (id: string, role: string) => onChange({ ...roles, [id]: role })
  return (
    <Fieldset legend="What its operations do">
      <Stack gap="xs">
        {all
          .filter(({ id }) => isShown(id))
          .map(({ id, method, path }) => (
            <NativeSelect
              key={id}
              label={`${method} ${path}`}
              value={roles[id] ?? ''}
              onChange={(event) => say(id, event.currentTarget.value)}
              data={[
                { value: '', label: hintOf(roles, id, inferred.get(id)) },
                ...offeredRoles.map((role) => ({ value: role, label: labelOf(role) })),
              ]}
            />
          ))}
        <NativeSelect
          label="Add an operation"
          value=""
          onChange={(event) => say(event.currentTarget.value, 'none')}
          data={[
            { value: '', label: 'Choose one' },
            ...all
              .filter(({ id }) => !isShown(id))
              .map(({ id, method, path }) => ({ value: id, label: `${method} ${path}` })),
          ]}
        />
      </Stack>
    </Fieldset>
  )
}

/** What is known of an operation that was corrected is the correction. */
function hintOf(roles: Readonly<Record<string, string>>, id: string, role: string | undefined) {
  return Object.hasOwn(roles, id) || role === undefined ? 'as inferred' : `as inferred: ${role}`
}

function labelOf(role: string): string {
  return role === 'none' ? 'none: the spec answers it' : role
}
