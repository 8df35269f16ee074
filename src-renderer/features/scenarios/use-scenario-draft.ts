import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { Scenario } from '#contract/scenario.ts'
import { type EditableScenario, editableScenario, scenarioOf } from './editable-scenario.ts'

type DraftChange =
  | Partial<EditableScenario>
  | ((now: EditableScenario) => Partial<EditableScenario>)

export interface ScenarioDraft {
  draft: EditableScenario
  /** Fields to change, or a function of the draft as it is by then. */
  change: (part: DraftChange) => void
  /** Something differs from what is saved. */
  isDirty: boolean
  /** What would be saved; null while something in it cannot be. */
  content: ReturnType<typeof scenarioOf>
  /** Forgets the changes. */
  discard: () => void
  /** To be called before saving: the rules keep their keys, and with them what is open, afterwards. */
  keepKeys: () => void
  newKey: () => string
}

function draftKey(serverId: string, name: string): readonly unknown[] {
  return ['mockloop', 'scenario-draft', serverId, name]
}

/**
 * Changes of a scenario that are not saved yet. They are kept beside the query cache, so that looking
 * at the log in between does not lose them.
 */
export function useScenarioDraft(serverId: string, saved: Scenario): ScenarioDraft {
  const queries = useQueryClient()
  const key = draftKey(serverId, saved.name)
  const lastKey = useRef(0)
  const keptKeys = useRef<readonly string[]>([])
  const newKey = () => {
    lastKey.current += 1
    return `${Date.now()}-${lastKey.current}`
  }
  const kept = useQuery<EditableScenario | null>({
    queryKey: key,
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const original = useMemo(() => {
    const known = [...keptKeys.current]
    return editableScenario(saved, () => {
      lastKey.current += 1
      return known.shift() ?? `saved-${lastKey.current}`
    })
  }, [saved])
  const draft = kept.data ?? original
  const content = useMemo(() => scenarioOf(draft), [draft])
  const isDirty =
    kept.data != null && JSON.stringify(content) !== JSON.stringify(scenarioOf(original))

  return {
    draft,
    isDirty,
    content,
    newKey,
    keepKeys: () => {
      keptKeys.current = draft.rules.map((rule) => rule.key)
    },
    change: (part) =>
      queries.setQueryData<EditableScenario | null>(key, (before) => {
        const now = before ?? original
        return { ...now, ...(typeof part === 'function' ? part(now) : part) }
      }),
    discard: () => queries.setQueryData<EditableScenario | null>(key, null),
  }
}
