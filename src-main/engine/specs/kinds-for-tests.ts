import fc from 'fast-check'

/** A schema with values that satisfy it and values that do not, whether they are sent as JSON or as text. */
export interface DrawnKind {
  schema: Record<string, unknown>
  value: fc.Arbitrary<unknown>
  broken: fc.Arbitrary<unknown>
}

const integers = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(40)).map(([least, span]) => ({
  schema: { type: 'integer', minimum: least, maximum: least + span },
  value: fc.integer({ min: least, max: least + span }),
  broken: fc.constantFrom<unknown>(least - 1, least + span + 1, least + 0.5, 'seven', true),
}))

const decimals = fc.constantFrom(0.01, 0.1, 2.5, 3).map((step) => ({
  schema: { type: 'number', multipleOf: step, exclusiveMinimum: 0 },
  // Rounded as a person would write it.
  value: fc.integer({ min: 1, max: 10_000 }).map((times) => Number((times * step).toFixed(2))),
  broken: fc.constantFrom<unknown>(0, -step, Number((step * 7.3).toFixed(4)), 'much'),
}))

const booleans = fc.constant({
  schema: { type: 'boolean' },
  value: fc.boolean(),
  broken: fc.constantFrom<unknown>('maybe', 2),
})

const dates = fc.constant({
  schema: { type: 'string', format: 'date' },
  value: fc.integer({ min: 10, max: 28 }).map((day) => `2024-02-${day}`),
  broken: fc.constantFrom<unknown>('2024-02-30', 'yesterday', '24-2-1'),
})

const codes = fc.constant({
  schema: { type: 'string', pattern: '^\\p{Lu}{2}\\d{1,3}$' },
  value: fc
    .tuple(fc.constantFrom('AB', 'ÄÖ', 'ЖЯ'), fc.nat(999))
    .map(([letters, digits]) => letters + digits),
  broken: fc.constantFrom<unknown>('ab1', 'AB', 'AB1234', 'AB1 '),
})

const choices = fc.constant({
  schema: { enum: ['red', 'light-blue', 'Grün'] },
  value: fc.constantFrom('red', 'light-blue', 'Grün'),
  broken: fc.constantFrom<unknown>('Red', 'blue', 'yellow'),
})

/** Texts of the given characters; all begin with a letter, so that none is empty or a dot. */
function texts(unit: fc.Arbitrary<string>): fc.Arbitrary<DrawnKind> {
  const text = (least: number, most: number) =>
    fc
      .string({ unit, minLength: least - 1, maxLength: most - 1 })
      .map((rest) => `t${rest}`.replace(/ $/, '_'))
  return fc.integer({ min: 2, max: 8 }).map((most) => ({
    schema: { type: 'string', minLength: 2, maxLength: most },
    value: text(2, most),
    broken: fc.oneof(fc.constant('t'), text(most + 1, most + 4)),
  }))
}

/** Kinds of single values; texts are made of the given characters. */
export function leafKinds(characters: readonly string[]): fc.Arbitrary<DrawnKind> {
  const isAscii = characters.every((character) => character < '\u0080')
  const text = texts(fc.constantFrom(...characters))
  return isAscii
    ? fc.oneof(integers, decimals, booleans, dates, text)
    : fc.oneof(integers, decimals, booleans, dates, codes, choices, text)
}

/** Lists of one kind, with what is wrong in one item or in the length. */
export function listKinds(items: fc.Arbitrary<DrawnKind>): fc.Arbitrary<DrawnKind> {
  return fc.tuple(items, fc.integer({ min: 1, max: 3 })).map(([kind, most]) => ({
    schema: { type: 'array', items: kind.schema, minItems: 1, maxItems: most },
    value: fc.array(kind.value, { minLength: 1, maxLength: most }),
    broken: fc.oneof(
      fc.array(kind.value, { minLength: most + 1, maxLength: most + 2 }),
      fc
        .tuple(fc.array(kind.value, { maxLength: most - 1 }), kind.broken)
        .map(([before, item]) => [...before, item]),
    ),
  }))
}

interface DrawnMember {
  kind: DrawnKind
  required: boolean
  readOnly: boolean
}

/** Objects with members of the given kinds, at least one of them required. */
export function objectKinds(
  members: fc.Arbitrary<DrawnKind>,
  { prefix = '', readOnly = false } = {},
): fc.Arbitrary<DrawnKind> {
  const member = fc.record({
    kind: members,
    required: fc.boolean(),
    readOnly: readOnly ? fc.boolean() : fc.constant(false),
  })
  return fc
    .tuple(fc.array(member, { maxLength: 3 }), members, fc.boolean())
    .map(([others, kind, isOpen]) => {
      const all = [{ kind, required: true, readOnly: false }, ...others]
      return objectKind(new Map(all.map((one, at) => [`${prefix}m${at}`, one])), isOpen)
    })
}

function objectKind(members: ReadonlyMap<string, DrawnMember>, isOpen: boolean): DrawnKind {
  const names = [...members.keys()]
  const required = names.filter((name) => members.get(name)?.required)
  const demanded = required.filter((name) => members.get(name)?.readOnly !== true)
  const values = fc.record(
    Object.fromEntries([...members].map(([name, { kind }]) => [name, kind.value])),
    { requiredKeys: demanded },
  )
  const withWrong = fc
    .constantFrom(...members)
    .chain(([name, { kind }]) =>
      fc.tuple(values, kind.broken).map(([rest, wrong]) => ({ ...rest, [name]: wrong })),
    )
  const withMissing = fc
    .tuple(values, fc.constantFrom(...demanded))
    .map(([all, name]) => Object.fromEntries(Object.entries(all).filter(([one]) => one !== name)))
  const properties = [...members].map(([name, { kind, readOnly }]) => [
    name,
    readOnly ? { ...kind.schema, readOnly } : kind.schema,
  ])
  return {
    schema: {
      type: 'object',
      required,
      properties: Object.fromEntries(properties),
      ...(!isOpen && { additionalProperties: false }),
    },
    value: values,
    broken: fc.oneof(withWrong, withMissing),
  }
}
