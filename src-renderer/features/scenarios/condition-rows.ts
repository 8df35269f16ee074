import type { Condition, Matcher } from '#contract/scenario.ts'

export const conditionPlaces = ['query', 'headers', 'params', 'body'] as const
export type ConditionPlace = (typeof conditionPlaces)[number]

export const conditionTests = ['equals', 'contains', 'matches', 'present', 'absent'] as const
export type ConditionTest = (typeof conditionTests)[number]

/** One line of the condition table: what is tested, and how. */
export interface ConditionRow {
  place: ConditionPlace
  /** Parameter or header name, or JSON pointer into the body. */
  name: string
  test: ConditionTest
  /** Compared as text; without meaning for `present` and `absent`. */
  value: string
}

type MatcherObject = Extract<Matcher, object>

function testsOf(matcher: Matcher): Pick<ConditionRow, 'test' | 'value'>[] {
  if (typeof matcher !== 'object') return [{ test: 'equals', value: String(matcher) }]
  const tests: Pick<ConditionRow, 'test' | 'value'>[] = []
  if (matcher.equals !== undefined) tests.push({ test: 'equals', value: String(matcher.equals) })
  if (matcher.contains !== undefined) tests.push({ test: 'contains', value: matcher.contains })
  if (matcher.matches !== undefined) tests.push({ test: 'matches', value: matcher.matches })
  if (matcher.present !== undefined) {
    tests.push({ test: matcher.present ? 'present' : 'absent', value: '' })
  }
  return tests
}

/** Spreads the matchers of a condition over lines, one per test. */
export function rowsOfCondition(condition: Condition): ConditionRow[] {
  return conditionPlaces.flatMap((place) =>
    Object.entries(condition[place] ?? {}).flatMap(([name, matcher]) =>
      testsOf(matcher).map((test) => ({ place, name, ...test })),
    ),
  )
}

/** Joins lines into matchers: a single `equals` becomes the value itself, several tests one object. */
export function matchersOfRows(rows: readonly ConditionRow[]): Pick<Condition, ConditionPlace> {
  const matchers: Pick<Condition, ConditionPlace> = {}
  for (const place of conditionPlaces) {
    const ofPlace = rows.filter((row) => row.place === place)
    if (ofPlace.length === 0) continue
    const byName = Map.groupBy(ofPlace, ({ name }) => name)
    matchers[place] = Object.fromEntries(
      Array.from(byName, ([name, tests]) => [name, matcherOf(tests)]),
    )
  }
  return matchers
}

function matcherOf(rows: readonly ConditionRow[]): Matcher {
  const [first] = rows
  if (rows.length === 1 && first?.test === 'equals') return first.value
  const matcher: MatcherObject = {}
  for (const { test, value } of rows) {
    if (test === 'present' || test === 'absent') matcher.present = test === 'present'
    else matcher[test] = value
  }
  return matcher
}

/** What is wrong with a line, or null. */
export function problemOfRow(row: ConditionRow, rows: readonly ConditionRow[]): string | null {
  if (row.name === '')
    return row.place === 'body' ? 'Give a JSON pointer, such as /name.' : 'Give a name.'
  if (row.place === 'body' && !row.name.startsWith('/'))
    return 'A JSON pointer starts with a slash.'
  if (row.test === 'matches' && !isPattern(row.value)) return 'This is not a regular expression.'
  const rivals = rows.filter(
    (other) =>
      other.place === row.place && other.name === row.name && kindOf(other) === kindOf(row),
  )
  return rivals.length > 1 ? 'The same test stands in another line.' : null
}

function kindOf({ test }: ConditionRow): string {
  return test === 'absent' ? 'present' : test
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    // The engine compiles it in the same way, and would refuse it too.
    return false
  }
}
