import { ActionIcon, Button, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import styles from './rule.module.css'

interface HeaderRowsProps {
  headers: readonly { name: string; value: string }[]
  onChange: (headers: { name: string; value: string }[]) => void
  error: string | undefined
}

/** Headers of an answer, one per line. */
export function HeaderRows({ headers, onChange, error }: HeaderRowsProps) {
  function change(index: number, part: { name?: string; value?: string }): void {
    onChange(headers.map((header, at) => (at === index ? { ...header, ...part } : header)))
  }

  return (
    <div className={styles.conditions}>
      {headers.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beside their position
        <div key={index} className={styles.pair}>
          <TextInput
            className={styles.mono}
            aria-label="Header name"
            placeholder="retry-after"
            value={name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            className={styles.mono}
            aria-label="Header value"
            placeholder="value"
            value={value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label="Remove the header"
            onClick={() => onChange(headers.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      {error && (
        <Text size="xs" c="red">
          {error}
        </Text>
      )}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange([...headers, { name: '', value: '' }])}
        >
          Add a header
        </Button>
      </div>
    </div>
  )
}
