import { Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { loadScreen } from './screens.ts'
import styles from './server-page.module.css'

const OperationScreen = lazy(async () => ({
  default: (await loadScreen.operation()).OperationScreen,
}))
const ScenariosScreen = lazy(async () => ({
  default: (await loadScreen.scenarios()).ScenariosScreen,
}))
const LogScreen = lazy(async () => ({
  default: (await loadScreen.log()).LogScreen,
}))

/** The Operation tab; without a chosen operation it says where to choose one. */
export function OperationTab() {
  const { serverId, operationId } = useParams()
  if (!serverId) return null
  if (!operationId) {
    return (
      <div className={styles.hint}>
        <IconListDetails size={28} stroke={1.25} aria-hidden="true" />
        <Text fw={500}>No operation chosen</Text>
        <Text size="xs" c="dimmed">
          Choose one in the list to see what it answers and why.
        </Text>
      </div>
    )
  }
  return (
    <Suspense>
      <OperationScreen key={operationId} serverId={serverId} operationId={operationId} />
    </Suspense>
  )
}

export function ScenariosTab() {
  const { serverId } = useParams()
  return serverId ? (
    <Suspense>
      <ScenariosScreen key={serverId} serverId={serverId} />
    </Suspense>
  ) : null
}

export function LogTab() {
  const { serverId } = useParams()
  return serverId ? (
    <Suspense>
      <LogScreen key={serverId} serverId={serverId} />
    </Suspense>
  ) : null
}
