import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js'
import type { DataValidateFunction, DataValidationCxt } from 'ajv/dist/types/index.js'
import { addEqualityKeywords } from './equality-keywords.ts'
import type { HiddenMembers } from './hidden-members.ts'
import type { JsonSchema } from './json-schema.ts'
import { isRecord } from './json-schema.ts'
import { loadAjv } from './load-ajv.ts'
import type { SafePattern } from './safe-pattern.ts'
import type { SchemaIndex } from './schema-index.ts'
import type { TagChoice } from './translate-schema.ts'
import { tagKeyword, translateSchema, unitKeyword } from './translate-schema.ts'

/** A validator in Ajv's form: false leaves its errors on the function. */
type Validator = DataValidateFunction & { errors?: ErrorObject[] }
type Visit = DataValidationCxt | undefined

/**
 * How Ajv is asked: for all errors; for the first one, where what it writes to find them all does not run; the same
 * without `unevaluated…`; or not at all.
 */
const ways = ['all errors', 'first error', 'less', 'never'] as const
type Way = (typeof ways)[number]

/** A schema that is compiled when a value first reaches it. */
interface Unit {
  schema: JsonSchema
  hidden: ReadonlySet<string>
  validate: Validator | null
  /** How Ajv is asked about the schema. */
  way: Way
  /** The value and place being checked, to notice a ring of references. */
  value: unknown
  path: string | null
}

/** What the validators of one direction are made with. */
export interface UnitParts {
  index: SchemaIndex
  hiddenMembers: HiddenMembers
  compilePattern: (source: string) => SafePattern | null
  loadFormats: () => ReadonlyMap<string, (text: string) => boolean>
}

/** The compiled validators of one direction. */
export interface SchemaUnits {
  validate(schema: JsonSchema, value: unknown): readonly ErrorObject[]
}

const nobody: ReadonlySet<string> = new Set()
const noErrors: readonly ErrorObject[] = []

const newUnit = { validate: null, way: 'all errors', value: undefined, path: null } as const

/**
 * Compiles schemas one by one. References do not pull their targets in: each unit is compiled when a value reaches it,
 * so a schema of a thousand references costs what the value at hand uses. A ring of references that leads back to the
 * same place of the value says nothing new and is true there.
 */
export function createSchemaUnits(parts: UnitParts): SchemaUnits {
  const { index, hiddenMembers, compilePattern, loadFormats } = parts
  const units: Unit[] = []
  const numbers = new WeakMap<object, Map<string, number>>()
  let ajv: Ajv2020 | undefined
  let briefAjv: Ajv2020 | undefined

  function unitOf(schema: JsonSchema, hidden: ReadonlySet<string>): number {
    // Booleans have no identity: each use is a unit of its own.
    const byHidden = typeof schema === 'object' ? (numbers.get(schema) ?? new Map()) : new Map()
    if (typeof schema === 'object') numbers.set(schema, byHidden)
    const relevant = narrow(schema, hidden)
    const key = JSON.stringify([...relevant].sort())
    const known = byHidden.get(key)
    if (known !== undefined) return known
    const number = units.push({ ...newUnit, schema, hidden: relevant }) - 1
    byHidden.set(key, number)
    return number
  }

  /** Only names that the schema requires and does not itself hide make a difference. */
  function narrow(schema: JsonSchema, hidden: ReadonlySet<string>): ReadonlySet<string> {
    if (hidden.size === 0) return nobody
    const required = hiddenMembers.requiredBy(schema)
    const declared = hiddenMembers.declaredBy(schema)
    return new Set([...hidden].filter((name) => required.has(name) && !declared.has(name)))
  }

  function compiled(unit: Unit): Validator {
    if (!unit.validate) {
      const translated = translateSchema(unit.schema, unit.hidden, {
        index,
        hiddenMembers,
        isPattern: (source) => compilePattern(source) !== null,
        unitOf,
        ignoreEvaluation: unit.way === 'less',
      })
      // The two forms differ in that the errors of a compiled one may be null.
      unit.validate = ajvFor(unit.way).compile(translated) as Validator
    }
    return unit.validate
  }

  function ajvFor(way: Way): Ajv2020 {
    if (way === 'all errors') {
      ajv ??= createAjv(true)
      return ajv
    }
    briefAjv ??= createAjv(false)
    return briefAjv
  }

  /** Runs a unit; where Ajv's code for it does not work, in the next of the ways. */
  function run(unit: Unit, value: unknown, visit: Visit): Validator | null {
    if (unit.way === 'never') return null
    try {
      const validate = compiled(unit)
      return validate(value, visit) ? null : validate
    } catch (error) {
      if (error instanceof RangeError) throw error
      unit.way = ways[ways.indexOf(unit.way) + 1] ?? 'never'
      unit.validate = null
      return run(unit, value, visit)
    }
  }

  function check(number: number, self: Validator, value: unknown, visit: Visit): boolean {
    const unit = units[number]
    if (!unit) return true
    const path = visit?.instancePath ?? ''
    if (unit.path === path && unit.value === value) return true
    const before = { value: unit.value, path: unit.path }
    unit.value = value
    unit.path = path
    try {
      const failed = run(unit, value, visit)
      if (failed) self.errors = withoutBranches(failed.errors ?? [])
      return failed === null
    } finally {
      unit.value = before.value
      unit.path = before.path
    }
  }

  function choose(choice: TagChoice): Validator {
    const branches = new Map(choice.branches)
    const validate: Validator = (value: unknown, visit: Visit) => {
      const tag = isRecord(value) ? value[choice.propertyName] : undefined
      const branch = typeof tag === 'string' ? branches.get(tag) : undefined
      return check(branch ?? choice.otherwise, validate, value, visit)
    }
    return validate
  }

  function createAjv(allErrors: boolean): Ajv2020 {
    const Ajv = loadAjv()
    const created = new Ajv({
      strict: false,
      allErrors,
      validateSchema: false,
      addUsedSchema: false,
      ownProperties: true,
      messages: false,
      logger: false,
      multipleOfPrecision: 8,
      inlineRefs: false,
      code: { regExp: Object.assign(engine, { code: 'mockPattern' }), optimize: false },
    })
    for (const [name, test] of loadFormats())
      created.addFormat(name, { type: 'string', validate: test })
    created.addFormat('int32', {
      type: 'number',
      validate: (n) => n >= -(2 ** 31) && n < 2 ** 31 && Number.isInteger(n),
    })
    created.addFormat('int64', {
      type: 'number',
      // The largest one has no number of its own: it is read as the next power of two.
      validate: (n) => Math.abs(n) <= 2 ** 63 && Number.isInteger(n),
    })
    created.addKeyword({
      keyword: unitKeyword,
      schemaType: 'number',
      errors: 'full',
      compile(number: number) {
        const validate: Validator = (value: unknown, visit: Visit) =>
          check(number, validate, value, visit)
        return validate
      },
    })
    created.addKeyword({
      keyword: tagKeyword,
      schemaType: 'object',
      errors: 'full',
      compile: choose,
    })
    addEqualityKeywords(created)
    return created
  }

  function engine(source: string) {
    const pattern = compilePattern(source)
    return {
      test: (text: string) => pattern?.test(text) ?? true,
      toString: () => JSON.stringify(source),
    }
  }

  /** Units of schemas that bodies are checked against as a whole. */
  const ofWhole = new WeakMap<object, number>()
  const self: Validator = () => true

  function unitOfWhole(schema: JsonSchema): number {
    if (typeof schema !== 'object') return unitOf(schema, nobody)
    let number = ofWhole.get(schema)
    if (number === undefined) {
      number = unitOf(index.resolve(schema), nobody)
      ofWhole.set(schema, number)
    }
    return number
  }

  return {
    validate(schema, value) {
      if (schema === true) return noErrors
      return check(unitOfWhole(schema), self, value, undefined) ? noErrors : (self.errors ?? [])
    },
  }
}

/** Errors of branches that were tried say less than the error of the choice itself. */
function withoutBranches(errors: ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  if (choices.length === 0) return errors
  return errors.filter(
    (error) => !choices.some((choice) => error !== choice && isWithin(error, choice)),
  )
}

const isWithin = (error: ErrorObject, choice: ErrorObject) =>
  error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
  error.instancePath.startsWith(choice.instancePath)
