import type { OperationSummary } from '#contract/operation.ts'

/** A line of the operations pane: the head of a tag, or an operation. */
export type OperationRow =
  | { kind: 'tag'; tag: string; count: number; collapsed: boolean }
  | { kind: 'operation'; operation: OperationSummary; position: number }

const untagged = 'Other'

/** Operations in which every word of the query occurs, in any of method, path, id, summary and tag. */
export function filterOperations(
  operations: readonly OperationSummary[],
  query: string,
): OperationSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return operations.filter((operation) => {
    const { method, path, id, summary, tag } = operation
    const text = `${method} ${path} ${id} ${summary} ${tag}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/**
 * The pane's lines: tags in the order in which the spec first uses them, each followed by its
 * operations unless it is collapsed. One tag alone needs no head.
 */
export function operationRows(
  operations: readonly OperationSummary[],
  collapsedTags: ReadonlySet<string>,
): OperationRow[] {
  const groups = Map.groupBy(operations, (operation) => operation.tag || untagged)
  const rows: OperationRow[] = []
  let position = 0
  for (const [tag, members] of groups) {
    const collapsed = collapsedTags.has(tag)
    if (groups.size > 1) rows.push({ kind: 'tag', tag, count: members.length, collapsed })
    if (collapsed && groups.size > 1) continue
    for (const operation of members) {
      position += 1
      rows.push({ kind: 'operation', operation, position })
    }
  }
  return rows
}

/** Index of the nearest operation row from `start` in a direction; -1 when there is none. */
export function nextOperationRow(
  rows: readonly OperationRow[],
  start: number,
  direction: 1 | -1,
): number {
  for (let index = start + direction; index >= 0 && index < rows.length; index += direction) {
    if (rows[index]?.kind === 'operation') return index
  }
  return -1
}

const PAGE_ROWS = 15

/** Index of the row that a key of a listbox leads to; null for any other key, -1 when there is no such row. */
export function rowForKey(
  key: string,
  rows: readonly OperationRow[],
  cursor: number,
): number | null {
  switch (key) {
    case 'ArrowDown':
      return nextOperationRow(rows, cursor, 1)
    case 'ArrowUp':
      return nextOperationRow(rows, cursor, -1)
    case 'Home':
      return nextOperationRow(rows, -1, 1)
    case 'End':
      return nextOperationRow(rows, rows.length, -1)
    case 'PageDown':
      return nextOperationRow(rows, Math.min(rows.length, cursor + PAGE_ROWS + 1), -1)
    case 'PageUp':
      return nextOperationRow(rows, Math.max(-1, cursor - PAGE_ROWS - 1), 1)
    default:
      return null
  }
}
