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

/** Where an object has one list, makes members such as `total` say its length, if they may. */
export function fillCounts(
  members: Map<string, unknown>,
  mayBe: (name: string, count: number) => boolean,
): void {
  const lists = [...members.values()].filter(Array.isArray)
  const [list] = lists
  if (!list || lists.length > 1) return
  for (const [name, value] of members) {
    const isCount = countNames.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
    if (isCount && Number.isInteger(value) && value !== list.length && mayBe(name, list.length)) {
      members.set(name, list.length)
    }
  }
}
