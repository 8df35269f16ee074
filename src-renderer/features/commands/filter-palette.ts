import type { SpotlightActionGroupData, SpotlightFilterFunction } from '@mantine/spotlight'

type PaletteEntries = ReturnType<SpotlightFilterFunction>

const FEW = 8

/** The group whose entries are made from the query itself. */
export const LOG_GROUP = 'Log'

/**
 * Entries in which every typed word occurs, those whose label begins with the query first.
 * Without a query, operations are left out and the other groups are shown as they are.
 */
export function filterPalette(query: string, entries: PaletteEntries): PaletteEntries {
  const wanted = query.trim().toLowerCase()
  const words = wanted.split(/\s+/).filter(Boolean)
  // The palette is only ever given groups; a lone action has no `group` to show.
  const groups = entries.filter((entry): entry is SpotlightActionGroupData => 'actions' in entry)
  return groups
    .map(({ group, actions }) => {
      if (words.length === 0) {
        return { group, actions: group === 'Operations' ? [] : actions.slice(0, FEW * 2) }
      }
      if (group === LOG_GROUP) return { group, actions: [...actions] }
      const found = actions.filter(({ label = '', description = '', keywords = '' }) => {
        const text = `${label} ${description} ${keywords}`.toLowerCase()
        return words.every((word) => text.includes(word))
      })
      const rank = (label = '') => (label.toLowerCase().startsWith(wanted) ? 0 : 1)
      return {
        group,
        actions: found.toSorted((one, other) => rank(one.label) - rank(other.label)),
      }
    })
    .filter(({ actions }) => actions.length > 0)
}
