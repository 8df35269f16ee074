/**
 * The lines that differ, `-` for those on disk and `+` for the new ones, after what both begin with and before what
 * both end with; at most `limit` lines of each.
 */
export function shortDiff(onDisk: string, generated: string, limit = 6): string {
  const before = onDisk.split('\n')
  const after = generated.split('\n')
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) {
    start += 1
  }
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1
  }
  return [
    `@ line ${start + 1}`,
    ...marked('-', before.slice(start, before.length - end), limit),
    ...marked('+', after.slice(start, after.length - end), limit),
  ].join('\n')
}

function marked(mark: string, lines: string[], limit: number): string[] {
  const shown = lines.slice(0, limit).map((line) => `${mark} ${line.slice(0, 160)}`)
  return lines.length > limit ? [...shown, `${mark} … ${lines.length - limit} more lines`] : shown
}
