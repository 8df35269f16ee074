import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EngineError } from '#engine/engine-error.ts'
import { importSpec } from './import-spec.ts'

/** A collection of real and of broken specs that may lie beside the project. */
const corpus = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'specs')
const isThere = existsSync(join(corpus, 'index.json'))
if (!isThere)
  console.warn(`SKIPPED: there are no specs in ${corpus}; nothing was tested against them.`)

interface RealSpec {
  name: string
  format: string
  file: string
  operations: number
}

interface BrokenSpec {
  file: string
  format?: string
  expect: 'error' | 'accept' | 'either'
  mayAlso?: string
  messageShouldMention?: string[]
}

function readIndex(path: string): unknown {
  return isThere ? JSON.parse(readFileSync(join(corpus, path), 'utf8')) : {}
}

// The indexes are part of the collection and have these shapes.
const { entries = [] } = readIndex('index.json') as { entries?: RealSpec[] }
const { files = [] } = readIndex('invalid/index.json') as { files?: BrokenSpec[] }
const real = entries.filter(({ format }) => format === 'openapi')
const broken = files.filter(({ format }) => format === undefined)

test.skipIf(isThere)('there are specs beside the project', (context) => {
  context.skip(`There are no specs in ${corpus}.`)
})

test.skipIf(!isThere).each(real)(
  '$name imports with all of its operations',
  async ({ file, operations }) => {
    const spec = await importSpec({ from: 'path', path: join(corpus, file) }, { samplesFolder: '' })
    expect(spec.mockApi.operations).toHaveLength(operations)
    expect(new Set(spec.mockApi.operations.map(({ id }) => id.toLowerCase())).size).toBe(operations)
    expect(danglingReferences(spec.mockApi.schemas)).toEqual([])
  },
  60_000,
)

test.skipIf(!isThere).each(broken)(
  'broken: $file does as its index says',
  async (one) => {
    const path = join(corpus, 'invalid', one.file)
    const outcome = await importSpec({ from: 'path', path }, { samplesFolder: '' }).catch(
      (error: unknown) => error,
    )
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(EngineError)
    const result = outcome instanceof Error ? 'error' : 'accept'
    const allowed = one.mayAlso !== undefined || one.expect === 'either' ? [result] : [one.expect]
    expect(allowed).toContain(result)
    const said = outcome instanceof Error ? outcome.message : JSON.stringify(outcome)
    expect(said).not.toMatch(/root:x:0:0|OUTSIDE-CANARY/)
    const words = one.messageShouldMention ?? ['']
    expect(words.some((word) => said.toLowerCase().includes(word.toLowerCase()))).toBe(true)
    expect('polluted' in {}).toBe(false)
  },
  20_000,
)

/** References outside the values of examples that name no schema. */
function danglingReferences(schemas: Record<string, unknown>): string[] {
  const dangling: string[] = []
  const visit = (value: unknown, isData: boolean): void => {
    if (typeof value !== 'object' || value === null || isData) return
    for (const [key, child] of Object.entries(value)) {
      if (key === '$ref' && typeof child === 'string') {
        if (!Object.hasOwn(schemas, child.replace('#/schemas/', ''))) dangling.push(child)
      } else visit(child, ['example', 'examples', 'default', 'enum', 'const'].includes(key))
    }
  }
  visit(schemas, false)
  return dangling
}
