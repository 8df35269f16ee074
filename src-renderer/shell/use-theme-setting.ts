import { useMantineColorScheme } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { WorkspaceSettings } from '#contract/settings.ts'
import { useConnection } from '../connection/orpc.ts'
import { showError } from '../notices/notices.tsx'

export type ThemeSetting = WorkspaceSettings['theme']

/**
 * The colour scheme as the workspace's settings hold it. The browser keeps a copy, so that the
 * first frame is already in the right scheme.
 */
export function useThemeSetting(): [ThemeSetting, (theme: ThemeSetting) => void] {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const saved = useQuery(orpc.workspace.settings.queryOptions()).data?.theme

  useEffect(() => {
    if (saved) setColorScheme(saved === 'system' ? 'auto' : saved)
  }, [saved, setColorScheme])

  function setTheme(theme: ThemeSetting): void {
    setColorScheme(theme === 'system' ? 'auto' : theme)
    client.workspace
      .updateSettings({ theme })
      .then((settings) => queries.setQueryData(orpc.workspace.settings.queryKey(), settings))
      .catch((error: unknown) => showError(error))
  }

  return [saved ?? (colorScheme === 'auto' ? 'system' : colorScheme), setTheme]
}
