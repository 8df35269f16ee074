import type { MadeMember } from './generation.ts'

/** Names of members that tell how long the list beside them is. */
const countNames: ReadonlySet<string> = new Set([
  'count',
  'total',
  'totalcount',
  'totalitems',
  'totalresults',
  'itemcount',
  'numberofitems',
  'resultcount',
])

const pages = /^(page|current page|page number|page no|page num)$/
const limits = /^(limit|per page|page size|items per page|max results|page limit)$/
const offsets = /^(offset|skip|start|start index)$/

/** How many items are on the pages before, as far as members beside a list tell. */
export function itemsBefore(members: readonly MadeMember[]): number {
  const numberOf = (names: RegExp) => {
    const value = members.find(({ words }) => names.test(words))?.value
    return typeof value === 'number' && value > 0 ? value : 0
  }
  return numberOf(offsets) || Math.max(0, numberOf(pages) - 1) * numberOf(limits)
}

/** Whether a member of this name tells how long a list beside it is. */
export const isCountName = (name: string) =>
  countNames.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''))

/** Where an object has one list, makes members such as `total` say its length, if they may. */
export function fillCounts(
  members: MadeMember[],
  mayBe: (name: string, count: number) => boolean,
): void {
  let list: unknown[] | undefined
  for (const { value } of members) {
    if (!Array.isArray(value)) continue
    if (list) return
    list = value
  }
  if (!list) return
  const all = list.length + itemsBefore(members)
  const hasTotal = members.some(({ words }) => words.includes('total'))
  for (const member of members) {
    const { name, words, value } = member
    // Beside a total, `count` is that of the page.
    const count = words === 'count' && hasTotal ? list.length : all
    const isOther = Number.isInteger(value) && value !== count
    if (isOther && isCountName(name) && mayBe(name, count)) member.value = count
  }
}
