import type { Generated } from 'kysely'

/**
 * Tables of the request log.
 *
 * Entries that are alike in what filters and totals ask for (server, method, status, operation,
 * scenario) share one row of `entry_groups`, which also counts them. There are hundreds of groups for
 * a million entries, so totals, hit counts and clearing touch only this small table.
 */
export interface LogTables {
  entry_groups: EntryGroupsTable
  entries: EntriesTable
  log_state: { name: string; value: number }
}

export interface EntryGroupsTable {
  id: Generated<number>
  /** See `groupState`. */
  state: number
  server_id: string
  method: string
  status: number
  operation_id: string | null
  scenario: string
  /** Id of the first group of the same server, method and operation: a short name for the three. */
  operation_key: number
  /** Method and operation id in lower case, for text filters. */
  search: string
  entries: number
  last_seq: number
}

export interface EntriesTable {
  seq: number
  group_id: number
  /** Path, query and reason in lower case, for text filters. First, because scans read it. */
  search: string
  at: number
  duration_ms: number
  /** See `durationStep`. */
  duration_step: number
  id: string
  path: string
  query: string
  reason: string
  request_size: number
  response_size: number
  violation_count: number
  /** Place of the entry's frame in the journal. */
  segment: number
  offset: number
  length: number
}

export const groupState = {
  shown: 0,
  /** Cleared, and can be brought back. */
  cleared: 1,
  /** On its way out: rows are deleted little by little. */
  leaving: 2,
} as const

/** SQLite's own statements; PostgreSQL needs other types and an identity column. */
export const sqliteSchema = [
  `create table if not exists entry_groups (
    id integer primary key,
    state integer not null,
    server_id text not null,
    method text not null,
    status integer not null,
    operation_id text,
    scenario text not null,
    operation_key integer not null,
    search text not null,
    entries integer not null,
    last_seq integer not null
  )`,
  `create table if not exists entries (
    seq integer primary key,
    group_id integer not null,
    search text not null,
    at real not null,
    duration_ms real not null,
    duration_step integer not null,
    id text not null,
    path text not null,
    query text not null,
    reason text not null,
    request_size integer not null,
    response_size integer not null,
    violation_count integer not null,
    segment integer not null,
    "offset" integer not null,
    length integer not null
  )`,
  // Ends with the row id, which is `seq`: the newest entries of a group are the end of its range.
  'create index if not exists entries_by_group on entries (group_id)',
  // Holds all that analytics need of most entries, so that a time window never reads their wide rows.
  'create index if not exists entries_by_time on entries (at, group_id, duration_step)',
  'create table if not exists log_state (name text primary key, value integer not null)',
]
