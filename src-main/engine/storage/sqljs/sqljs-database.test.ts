import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { sqliteSchema } from '../log-tables.ts'
import { openSqljsDatabase } from './sqljs-database.ts'

test('a database that was saved is opened again', async () => {
  const saved = await openSqljsDatabase(null)
  await expect(openSqljsDatabase(saved.export())).resolves.toBeDefined()
})

test('one with the tables of another version is refused', async () => {
  const engine = await initSqlJs()
  const old = new engine.Database()
  for (const statement of sqliteSchema) {
    old.exec(
      statement.replace('duration_step integer not null,', '').replace(', duration_step', ''),
    )
  }
  await expect(openSqljsDatabase(old.export())).rejects.toThrow('another version')
})
