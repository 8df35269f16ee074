import type { UseFormReturnType } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { followSettings, type SettingsForm } from './settings-rules.ts'

interface KeptEdits {
  values: SettingsForm
  /** What was saved when they were made. */
  baseline: SettingsForm
}

/** Keeps what was edited and not saved while another screen is shown, as drafts of scenarios are kept. */
export function useKeptEdits(
  serverId: string,
  form: UseFormReturnType<SettingsForm>,
  baseline: RefObject<SettingsForm>,
): void {
  const queries = useQueryClient()
  const bringBack = useEffectEvent((key: readonly string[]) => {
    const kept = queries.getQueryData<KeptEdits | null>(key)
    if (kept) form.setValues(followSettings(kept.values, kept.baseline, baseline.current))
  })
  const keep = useEffectEvent((key: readonly string[]) => {
    const edits = { values: form.getValues(), baseline: baseline.current }
    queries.setQueryData<KeptEdits | null>(key, form.isDirty() ? edits : null)
  })
  useEffect(() => {
    const key = ['mockloop', 'settings-edits', serverId]
    queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
    bringBack(key)
    return () => keep(key)
  }, [queries, serverId])
}
