import { Button, CopyButton, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { describeError } from './describe-error.ts'

const UNDO_FOR_MS = 12_000

interface NoticeAction {
  label: string
  run: () => void
}

/** Tells that something was done. */
export function showDone(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 4_000, role: 'status' })
}

/** Tells that something was removed and offers to bring it back. */
export function showUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: UNDO_FOR_MS,
    role: 'status',
    message: (
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  })
}

/** Tells what could not be done, why and what to do, with the details to copy and perhaps a remedy. */
export function showError(
  error: unknown,
  options: {
    action?: NoticeAction
    /** While a notice with this id is shown, it is not shown again. */
    id?: string
  } = {},
): void {
  const { action } = options
  const { message, hint, stderr, text } = describeError(error)
  const id = notifications.show({
    ...(options.id ? { id: options.id } : {}),
    color: 'red',
    autoClose: action ? false : 15_000,
    role: 'alert',
    message: (
      <>
        <Text size="sm">{message}</Text>
        {hint && (
          <Text size="xs" c="dimmed" mt={2}>
            {hint}
          </Text>
        )}
        {stderr.length > 0 && (
          <Text size="xs" ff="monospace" mt={4} lineClamp={3}>
            {stderr.join('\n')}
          </Text>
        )}
        <Group gap={6} mt={8}>
          {action && (
            <Button
              size="compact-xs"
              variant="filled"
              onClick={() => {
                notifications.hide(id)
                action.run()
              }}
            >
              {action.label}
            </Button>
          )}
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy details'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </>
    ),
  })
}
