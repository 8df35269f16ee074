import type { TemplatePart } from './path-template.ts'

// Splits of one segment that are tried before the first one is taken.
const MOST_SPLITS = 200

/**
 * Splits a segment such as `report.pdf` by parts such as `{file}.{extension}` into one text for each parameter;
 * null when it does not fit. No text is empty. Of several ways the first that `plausible` accepts is taken,
 * else the one with the shortest texts on the left.
 */
export function splitSegment(
  parts: readonly TemplatePart[],
  segment: string,
  plausible: (parameter: number, text: string) => boolean,
): string[] | null {
  let first: string[] | null = null
  let splits = 0
  const texts: string[] = []

  const visit = (partIndex: number, position: number): string[] | null => {
    const part = parts[partIndex]
    if (!part) {
      if (position !== segment.length) return null
      splits++
      first ??= [...texts]
      return texts.every((text, index) => plausible(index, text)) ? [...texts] : null
    }
    if ('literal' in part) {
      if (!segment.startsWith(part.literal, position)) return null
      return visit(partIndex + 1, position + part.literal.length)
    }
    for (const end of possibleEnds(parts[partIndex + 1], segment, position)) {
      texts.push(segment.slice(position, end))
      const found = visit(partIndex + 1, end)
      if (found) return found
      texts.pop()
      if (splits >= MOST_SPLITS) return first
    }
    return null
  }

  return visit(0, 0) ?? first
}

/** Where a parameter that starts at `position` may end, given the part behind it. */
function* possibleEnds(
  next: TemplatePart | undefined,
  segment: string,
  position: number,
): Generator<number> {
  if (!next) {
    if (position < segment.length) yield segment.length
    return
  }
  if ('parameter' in next) {
    for (let end = position + 1; end < segment.length; end++) yield end
    return
  }
  let end = segment.indexOf(next.literal, position + 1)
  while (end !== -1) {
    yield end
    end = segment.indexOf(next.literal, end + 1)
  }
}
