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
  for (const member of members) {
    const { name, value } = member
    const isOther = Number.isInteger(value) && value !== list.length
    if (isOther && isCountName(name) && mayBe(name, list.length)) member.value = list.length
  }
}
