import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import initSqlJs from 'sql.js'
import type { LogSql } from '../log-queries.ts'
import { type LogTables, sqliteSchema } from '../log-tables.ts'

/** A query as Kysely compiles it; `Row` is what each row of its result looks like. */
interface Compiled<Row> {
  readonly sql: string
  readonly parameters: readonly unknown[]
  // Carries the type of the rows from the query that was built to the result.
  readonly __rowType?: Row
}

interface Buildable<Row> {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] }
  execute(): Promise<Row[]>
}

/** One sql.js database with its prepared statements. Everything is synchronous. */
export interface SqljsDatabase {
  all<Row>(query: Buildable<Row>): Row[]
  run(query: { compile(): Compiled<unknown> }): void
  /** Runs one statement for many rows of parameters. */
  runEach(query: { compile(): Compiled<unknown> }, rows: Iterable<readonly SqlParameter[]>): void
  /** Runs SQL that takes no parameters and gives no rows. */
  command(sql: string): void
  /** A number from a pragma. */
  pragma(name: 'page_count' | 'freelist_count'): number
  /** All or nothing. */
  transaction<Result>(work: () => Result): Result
  /** The database as a file. All statements are prepared anew afterwards. */
  export(): Uint8Array
  close(): void
}

export type SqlParameter = string | number | null

// For a database that lives in memory and is made durable elsewhere: no files of its own, little cache
// (what it caches is in memory twice), rollback from memory.
const settings = `
  pragma page_size = 16384;
  pragma journal_mode = memory;
  pragma synchronous = off;
  pragma locking_mode = exclusive;
  pragma temp_store = memory;
  pragma cache_size = -16000;
`

/** Builds SQL for SQLite without a connection: whoever runs the SQL takes it from `compile()`. */
export function sqliteBuilder(): LogSql {
  return new Kysely<LogTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}

/** Opens a database file given as bytes, or a new one; the tables of the request log exist afterwards. */
export async function openSqljsDatabase(file: Uint8Array | null): Promise<SqljsDatabase> {
  // The option is missing in the published types: SQLite's own floor() instead of sql.js's old one.
  const engine = await initSqlJs({ useOldExtensionFunctions: false } as initSqlJs.SqlJsConfig)
  const database = new engine.Database(file)
  const statements = new Map<string, initSqlJs.Statement>()

  function prepared(sql: string): initSqlJs.Statement {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  function bound(query: { compile(): Compiled<unknown> }): initSqlJs.Statement {
    const { sql, parameters } = query.compile()
    const statement = prepared(sql)
    // Only strings, numbers and null are given to the queries of the log.
    statement.bind([...(parameters as readonly SqlParameter[])])
    return statement
  }

  function command(sql: string) {
    database.exec(sql)
  }

  command(settings)
  for (const statement of sqliteSchema) command(statement)
  if (!hasOurTables(database)) {
    database.close()
    throw new Error('its tables are those of another version')
  }

  return {
    all<Row>(query: Buildable<Row>) {
      const statement = bound(query)
      const rows: Row[] = []
      try {
        const columns = statement.getColumnNames()
        while (statement.step()) {
          const values = statement.get()
          // Kysely derived `Row` from the columns that the query selects.
          rows.push(
            Object.fromEntries(
              columns.map((column, position) => [column, values[position]]),
            ) as Row,
          )
        }
      } finally {
        statement.reset()
      }
      return rows
    },
    run(query) {
      const statement = bound(query)
      try {
        statement.step()
      } finally {
        statement.reset()
      }
    },
    runEach(query, rows) {
      const statement = prepared(query.compile().sql)
      for (const row of rows) statement.run([...row])
    },
    command,
    pragma(name) {
      return Number(database.exec(`pragma ${name}`)[0]?.values[0]?.[0] ?? 0)
    },
    transaction(work) {
      command('begin')
      try {
        const result = work()
        command('commit')
        return result
      } catch (error) {
        command('rollback')
        throw error
      }
    },
    export() {
      // sql.js closes and opens the database for this: its statements and settings are gone after.
      statements.clear()
      const bytes = database.export()
      command(settings)
      return bytes
    },
    close() {
      database.close()
    },
  }
}

/** Whether tables and indices that were there before are what this version would have made. */
function hasOurTables(database: initSqlJs.Database): boolean {
  const [made] = database.exec('select sql from sqlite_master where sql is not null')
  // SQLite keeps what it was told, but for the first words.
  const bodyOf = (statement: string) => statement.replace(/^create \w+ (?:if not exists )?/i, '')
  const bodies = new Set(made?.values.map(([statement]) => bodyOf(String(statement))))
  return sqliteSchema.every((statement) => bodies.has(bodyOf(statement)))
}
