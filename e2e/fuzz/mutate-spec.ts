import { parse } from 'yaml'
import type { Dice } from './dice.ts'

/** Values that programs trip over. */
const oddValues: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  1.5,
  '',
  ' ',
  '\0',
  '\ud800',
  '😀'.repeat(50),
  'x'.repeat(100_000),
  '{',
  '}',
  '{{}}',
  '/{a}{b}/{a}',
  '(((((a+)+)+)+)+)$',
  '[',
  '__proto__',
  'constructor',
  '$\u{7b}process.exit(9)}',
  "');process.exit(9);('",
  '<%= process.exit(9) %>',
  '\u2028*/process.exit(9)//',
  [],
  {},
  [null],
  [[[[[[]]]]]],
  { $ref: '#' },
  { allOf: [{ $ref: '#' }] },
  { type: 'array', minItems: 1e9, items: {} },
  { type: 'string', minLength: 1e9 },
  { type: 'string', pattern: '^(a|a)*$', minLength: 50 },
  { type: 'integer', minimum: 5, maximum: 4 },
  { not: {} },
  { oneOf: [] },
  { enum: [] },
  { const: { a: [{}] } },
]

const oddKeys: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  '/',
  '//',
  '/{',
  '/{}',
  '/{a}:{b}.{c}',
  '/a?b#c',
  '200',
  '2XX',
  'default',
  'x-',
  '$ref',
  'get',
  '\0',
]

const oddBytes: readonly [string, ...string[]] = [
  '\0',
  '\t',
  '\ufeff',
  '---\n',
  '...\n',
  '&a ',
  '*a ',
  '<<: ',
  '!!binary ',
  '!!js/function ',
  '%YAML 1.1\n',
  '"',
  "'",
  '{',
  ']',
  ': ',
  '- ',
  '#',
  '\\u0000',
  '1e999',
  '\r',
  '\x80\xff',
  '? ',
  '|\n',
  '>-\n',
]

type Parent = Record<string, unknown> | unknown[]

/** A spec with some of it changed: as text, or in its structure. `references` are places to point a `$ref` at. */
export function mutateSpec(text: string, dice: Dice, references: readonly string[]): string {
  if (dice.oneIn(3)) return mutateText(text, dice)
  let document: unknown
  try {
    document = parse(text, { maxAliasCount: 1000 })
  } catch {
    return mutateText(text, dice)
  }
  for (let times = 1 + dice.below(6); times > 0; times -= 1) mutateNode(document, dice, references)
  try {
    return JSON.stringify(document) ?? 'null'
  } catch {
    // A subtree was hung into itself.
    return mutateText(text, dice)
  }
}

function mutateText(text: string, dice: Dice): string {
  let mutated = text
  for (let times = 1 + dice.below(4); times > 0; times -= 1) {
    const at = dice.below(mutated.length + 1)
    const end = Math.min(mutated.length, at + 1 + dice.below(dice.oneIn(3) ? 400 : 6))
    const [before, middle, after] = [
      mutated.slice(0, at),
      mutated.slice(at, end),
      mutated.slice(end),
    ]
    mutated = dice.pick([
      () => before + after,
      () => before + middle + middle + after,
      () => before + dice.pick(oddBytes) + mutated.slice(at),
      () => before + dice.pick(oddBytes) + after,
      () => before,
      () => before + mutated.slice(dice.below(mutated.length + 1)),
      () => before + String.fromCharCode(dice.below(0x11000)) + after,
    ])()
  }
  return mutated
}

/** All objects and lists of a document, not more than a walk can pay for. */
function parentsOf(document: unknown): Parent[] {
  const found: Parent[] = []
  const queue: unknown[] = [document]
  for (let at = 0; at < queue.length && found.length < 20_000; at += 1) {
    const value = queue[at]
    if (typeof value !== 'object' || value === null) continue
    // What YAML gives are plain objects and lists.
    found.push(value as Parent)
    queue.push(...Object.values(value))
  }
  return found
}

function mutateNode(document: unknown, dice: Dice, references: readonly string[]): void {
  const parents = parentsOf(document)
  const parent = dice.pickAny(parents)
  const donor = dice.pickAny(parents)
  const key = parent && dice.pickAny(Object.keys(parent))
  if (!parent || !donor || key === undefined) return
  // Lists take their indexes as keys too.
  const target = parent as Record<string, unknown>
  const reference = dice.pickAny(references) ?? '#'
  dice.pick([
    () => set(target, key, oddValue(dice)),
    () => set(target, key, oddValue(dice)),
    () => delete target[key],
    () => set(target, dice.pick(oddKeys), target[key]),
    () => set(target, key, { $ref: reference }),
    () => set(target, '$ref', reference),
    () => set(target, key, [target[key]]),
    () => set(target, key, structuredClone(donor)),
    () => set(target, key, Object.keys(donor).length),
    () => set(target, key, Object.prototype.toString.call(target[key])),
    () => set(target, dice.pickAny(Object.keys(donor)) ?? 'x', oddValue(dice)),
  ])()
}

/** A copy: later mutations may change what was put into a document. */
function oddValue(dice: Dice): unknown {
  return structuredClone(dice.pick(oddValues))
}

/** `__proto__` becomes a member like any other. */
function set(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}
