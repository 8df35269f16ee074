import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'

interface CopyActionProps {
  value: string
  /** What is copied, as the accessible name: "Copy base URL". */
  label: string
}

/** A small button that copies a value and says so. */
export function CopyAction({ value, label }: CopyActionProps) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon aria-label={label} onClick={copy} color={copied ? 'green' : 'gray'} size={24}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
