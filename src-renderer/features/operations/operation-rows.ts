import type { OperationSummary } from '#contract/operation.ts'

/** A line of the operations pane: the head of a tag, or an operation with its place among those of its tag. */
export type OperationRow =
  | { kind: 'tag'; tag: string; count: number; collapsed: boolean }
  | {
      kind: 'operation'
      operation: OperationSummary
      level: 1 | 2
      position: number
      count: number
    }

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
  const level = groups.size > 1 ? 2 : 1
  return [...groups].flatMap(([tag, members]): OperationRow[] => {
    const count = members.length
    const rows = members.map(
      (operation, index): OperationRow => ({
        kind: 'operation',
        operation,
        level,
        count,
        position: index + 1,
      }),
    )
    if (level === 1) return rows
    const collapsed = collapsedTags.has(tag)
    return [{ kind: 'tag', tag, count, collapsed }, ...(collapsed ? [] : rows)]
  })
}

const PAGE_ROWS = 15

/** Index of the row that a key of a tree leads to; null for any other key. */
export function rowForKey(
  key: string,
  rows: readonly OperationRow[],
  cursor: number,
): number | null {
  const last = rows.length - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(cursor + 1, last)
    case 'ArrowUp':
      return Math.max(cursor - 1, 0)
    case 'ArrowLeft':
      return rows.slice(0, Math.max(cursor, 0)).findLastIndex(({ kind }) => kind === 'tag')
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return Math.min(cursor + PAGE_ROWS, last)
    case 'PageUp':
      return Math.max(cursor - PAGE_ROWS, 0)
    default:
      return null
  }
}

/** Does a key fold or unfold the tag that the cursor is on? */
export function togglesTag(key: string, collapsed: boolean): boolean {
  return key === 'Enter' || key === ' ' || key === (collapsed ? 'ArrowRight' : 'ArrowLeft')
}
