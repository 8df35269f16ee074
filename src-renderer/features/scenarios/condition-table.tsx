import { ActionIcon, Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import {
  type ConditionRow,
  conditionPlaces,
  conditionTests,
  problemOfRow,
} from './condition-rows.ts'
import styles from './rule.module.css'

const placeLabels: Record<ConditionRow['place'], string> = {
  query: 'Query',
  headers: 'Header',
  params: 'Path parameter',
  body: 'Body',
}
const namePlaceholders: Record<ConditionRow['place'], string> = {
  query: 'status',
  headers: 'x-tenant',
  params: 'petId',
  body: '/items/0/id',
}
const testLabels: Record<ConditionRow['test'], string> = {
  equals: 'equals',
  contains: 'contains',
  matches: 'matches',
  present: 'is present',
  absent: 'is absent',
}

interface ConditionTableProps {
  rows: readonly ConditionRow[]
  onChange: (rows: ConditionRow[]) => void
}

/** What must hold of a request besides its operation; all lines must hold. */
export function ConditionTable({ rows, onChange }: ConditionTableProps) {
  function change(index: number, part: Partial<ConditionRow>): void {
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  }

  return (
    <div className={styles.conditions}>
      {rows.map((row, index) => {
        const needsValue = row.test !== 'present' && row.test !== 'absent'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beside their position
          <div key={index} className={styles.condition}>
            <NativeSelect
              aria-label="Where to look"
              value={row.place}
              data={conditionPlaces.map((value) => ({ value, label: placeLabels[value] }))}
              onChange={(event) => {
                const place = conditionPlaces.find((value) => value === event.currentTarget.value)
                if (place) change(index, { place })
              }}
            />
            <TextInput
              className={styles.mono}
              aria-label={row.place === 'body' ? 'JSON pointer' : 'Name'}
              placeholder={namePlaceholders[row.place]}
              value={row.name}
              error={problemOfRow(row, rows)}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label="Test"
              value={row.test}
              data={conditionTests.map((value) => ({ value, label: testLabels[value] }))}
              onChange={(event) => {
                const test = conditionTests.find((value) => value === event.currentTarget.value)
                if (test) change(index, { test })
              }}
            />
            {needsValue ? (
              <TextInput
                className={styles.mono}
                aria-label="Value"
                placeholder={row.test === 'matches' ? '^\\d+$' : 'value'}
                value={row.value}
                onChange={(event) => change(index, { value: event.currentTarget.value })}
              />
            ) : (
              <span />
            )}
            <ActionIcon
              aria-label="Remove the condition"
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        )
      })}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() =>
            onChange([...rows, { place: 'query', name: '', test: 'equals', value: '' }])
          }
        >
          Add a condition
        </Button>
        {rows.length === 0 && (
          <Text span size="xs" c="dimmed" ml={8}>
            Every request of the operation gets this answer.
          </Text>
        )}
      </div>
    </div>
  )
}
