import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { LogFilter } from '#contract/log-query.ts'
import { type EntryGroupsTable, groupState, type LogTables } from './log-tables.ts'
import { searchedText } from './search-text.ts'

/** Builds SQL; never runs it. */
export type LogSql = Kysely<LogTables>

const rowColumns = [
  'e.seq',
  'e.id',
  'g.server_id',
  'e.at',
  'e.duration_ms',
  'g.method',
  'e.path',
  'e.query',
  'g.status',
  'g.operation_id',
  'g.scenario',
  'e.request_size',
  'e.response_size',
  'e.violation_count',
  'e.reason',
] as const

/** True for groups, under the name `g`, that are shown and that a filter allows before its text is looked at. */
function isAllowed(filter: LogFilter): Expression<SqlBool> {
  const eb = expressionBuilder<{ g: EntryGroupsTable }, 'g'>()
  const conditions = [eb('g.state', '=', groupState.shown)]
  if (filter.serverId !== undefined) conditions.push(eb('g.server_id', '=', filter.serverId))
  if (filter.method !== undefined) conditions.push(eb('g.method', '=', filter.method.toUpperCase()))
  if (filter.operationId !== undefined) {
    conditions.push(eb('g.operation_id', '=', filter.operationId))
  }
  if (filter.statusClass !== undefined) {
    const first = Number(filter.statusClass) * 100
    conditions.push(eb('g.status', '>=', first), eb('g.status', '<', first + 100))
  }
  return eb.and(conditions)
}

function allowedGroups(db: LogSql, filter: LogFilter) {
  return db.selectFrom('entry_groups as g').where(isAllowed(filter))
}

/**
 * Entries with their groups. The cross join makes SQLite walk the entries and look each group up,
 * rather than walk the entries once for each group.
 */
function entriesWithGroups(db: LogSql, range: SeqRange) {
  return db
    .selectFrom('entries as e')
    .crossJoin('entry_groups as g')
    .whereRef('g.id', '=', 'e.group_id')
    .where('e.seq', '>', range.above)
    .where('e.seq', '<', range.below)
}

/** A search for one text as it is costs half of a comparison with a pattern. */
function contains(column: Expression<string>, text: string): Expression<SqlBool> {
  return sql<SqlBool>`instr(${column}, ${searchedText(text)}) > 0`
}

/** Number of groups and of their entries; with a text, only of groups that contain it themselves. */
export function countGroups(db: LogSql, filter: LogFilter) {
  return allowedGroups(db, filter)
    .$if(Boolean(filter.text), (query) =>
      query.where((eb) => contains(eb.ref('g.search'), filter.text ?? '')),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as('groups'),
      eb.fn.coalesce(eb.fn.sum<number>('g.entries'), eb.lit(0)).as('entries'),
    ])
}

/** Ids of groups whose own words contain a text. */
function groupsNamed(text: string) {
  const eb = expressionBuilder<LogTables, never>()
  return eb
    .selectFrom('entry_groups as g')
    .select('g.id')
    .where((group) => contains(group.ref('g.search'), text))
}

/**
 * Entries whose own fields contain the text while their group does not; `range` bounds their `seq`.
 * The unary plus keeps the planner from going through the entries group by group.
 */
export function countByText(db: LogSql, filter: LogFilter, range: SeqRange) {
  const text = filter.text ?? ''
  const others = allowedGroups(db, filter).select('g.id').where('g.id', 'not in', groupsNamed(text))
  return db
    .selectFrom('entries as e')
    .where('e.seq', '>', range.above)
    .where('e.seq', '<', range.below)
    .where((eb) => contains(eb.ref('e.search'), text))
    .where((eb) => eb(sql<number>`+e.group_id`, 'in', others))
    .select((eb) => eb.fn.countAll<number>().as('entries'))
}

/** Both ends are outside. */
export interface SeqRange {
  above: number
  below: number
}

export interface PageQuery {
  filter: LogFilter
  range: SeqRange
  limit: number
  order: 'asc' | 'desc'
}

/**
 * A page found by walking the log from one end: quick when many entries match, the only way
 * for a text. Whether an entry contains it is asked before its group is looked up, which takes as long.
 * The unary plus keeps the planner from collecting whole groups and sorting them.
 */
export function pageByWalking(db: LogSql, { filter, range, limit, order }: PageQuery) {
  const text = filter.text ?? ''
  return entriesWithGroups(db, range)
    .$if(text !== '', (query) =>
      query.where((eb) =>
        eb.or([contains(eb.ref('e.search'), text), eb('e.group_id', 'in', groupsNamed(text))]),
      ),
    )
    .where(isAllowed(filter))
    .select(rowColumns)
    .orderBy('e.seq', order)
    .limit(limit)
}

/**
 * A page made of the newest (or oldest) of each group: quick however rare the matches are. The cross
 * join keeps SQLite from asking for each entry whether it is one of them.
 */
export function pageByGroups(db: LogSql, { filter, range, limit, order }: PageQuery) {
  return allowedGroups(db, filter)
    .crossJoin('entries as e')
    .where('e.seq', 'in', (eb) =>
      eb
        .selectFrom('entries as x')
        .whereRef('x.group_id', '=', 'g.id')
        .where('x.seq', '>', range.above)
        .where('x.seq', '<', range.below)
        .select('x.seq')
        .orderBy('x.seq', order)
        .limit(limit),
    )
    .select(rowColumns)
    .orderBy(sql`+e.seq`, order)
    .limit(limit)
}

/** Where an entry is kept, unless it is cleared. */
export function placeOfEntry(db: LogSql, seq: number) {
  return db
    .selectFrom('entries as e')
    .innerJoin('entry_groups as g', 'g.id', 'e.group_id')
    .where('e.seq', '=', seq)
    .where('g.state', '=', groupState.shown)
    .select(['e.segment', 'e.offset', 'e.length'])
}

/** Per operation its hits and, with them, the status of each group and when it was last seen. */
export function operationGroups(db: LogSql, serverId: string) {
  return allowedGroups(db, { serverId })
    .where('g.operation_id', 'is not', null)
    .select(['g.operation_id', 'g.status', 'g.entries', 'g.last_seq'])
    .orderBy('g.last_seq')
}
