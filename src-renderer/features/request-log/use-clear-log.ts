import { useConnection } from '../../connection/orpc.ts'
import { showError, showUndo } from '../../notices/notices.tsx'
import { formatCount } from './figures.ts'

/** Empties the log of one server or of all, and offers to bring the entries back. */
export function useClearLog(onRestored: () => void): (serverId?: string) => Promise<void> {
  const { client } = useConnection()

  async function restore(undoToken: string): Promise<void> {
    try {
      await client.log.undoClear({ undoToken })
      onRestored()
    } catch (error) {
      showError(error)
    }
  }

  return async (serverId) => {
    try {
      const { removed, undoToken } = await client.log.clear(serverId ? { serverId } : {})
      const what = `${formatCount(removed)} ${removed === 1 ? 'request' : 'requests'}`
      showUndo(`Cleared ${what}.`, () => void restore(undoToken))
    } catch (error) {
      showError(error)
    }
  }
}
