import { Button, Text } from '@mantine/core'
import { Link } from 'react-router'
import { homePath } from './paths.ts'
import styles from './server-page.module.css'

/** The address names a server that was removed or never existed. */
export function MissingServer() {
  return (
    <div className={styles.hint}>
      <Text fw={500}>This server is not in the workspace</Text>
      <Text size="xs" c="dimmed">
        It was removed, or the address is of another workspace.
      </Text>
      <Button component={Link} to={homePath}>
        Show another server
      </Button>
    </div>
  )
}
