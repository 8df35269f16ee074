import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileLinearTest } from './linear-pattern.ts'
import { parsePattern } from './parsed-pattern.ts'
import { createPatterns } from './safe-pattern.ts'

const { alternatives } = fc.letrec<{ alternatives: string; element: string }>((tie) => {
  const atom = fc.oneof(
    { maxDepth: 2, depthIdentifier: 'pattern', withCrossShrink: true },
    fc.constantFrom('a', 'b', '.', '\\d', '\\w', '[ab]', '[^a]', '\\p{Lu}', '\\u{1F600}', '-'),
    tie('alternatives').map((inner) => `(?:${inner})`),
    tie('alternatives').map((inner) => `(${inner})`),
  )
  const quantifier = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{0,2}?', '*?', '{2,}')
  const around = fc.constantFrom('(?=', '(?!', '(?<=', '(?<!')
  return {
    element: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'pattern' },
      fc.tuple(atom, quantifier).map((parts) => parts.join('')),
      fc.constantFrom('^', '$', '\\b', '\\B'),
      fc.tuple(around, tie('alternatives')).map(([open, inner]) => `${open}${inner})`),
    ),
    alternatives: fc
      .array(
        fc
          .array(tie('element'), { maxLength: 3, depthIdentifier: 'pattern' })
          .map((parts) => parts.join('')),
        { minLength: 1, maxLength: 2, depthIdentifier: 'pattern' },
      )
      .map((parts) => parts.join('|')),
  }
})

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'B', '1', '_', '-', '\n', '😀', 'é'),
  maxLength: 5,
})

/**
 * Whether a pattern is found, tried at each character in turn as ECMAScript says. A search of Node also begins in the
 * middle of characters beyond 16 bits, where assertions hold that hold at no character.
 */
function isFound({ source, flags }: RegExp, text: string): boolean {
  const here = new RegExp(source, `${flags}y`)
  let at = 0
  for (const character of [...(flags.includes('u') ? text : text.split('')), '']) {
    here.lastIndex = at
    if (here.test(text)) return true
    at += character.length
  }
  return false
}

test('a pattern is tested as JavaScript tests it', () => {
  fc.assert(
    fc.property(alternatives, fc.array(text, { minLength: 3, maxLength: 8 }), (source, texts) => {
      const parsed = parsePattern(source)
      const linear = parsed && compileLinearTest(parsed)
      // Broken patterns, and those that are too large.
      fc.pre(linear !== null)
      for (const one of texts) expect(linear!(one)).toBe(isFound(parsed!.regex, one))
    }),
    { numRuns: 500 },
  )
})

test('a pattern that backtracks without end is decided, the same way each time', () => {
  const { compile } = createPatterns()
  const long = 'a'.repeat(30_000)
  expect(compile('^(a+)+$')?.test(`${long}!`)).toBe(false)
  expect(compile('^(a+)+$')?.test(long)).toBe(true)
  expect(compile('^(?=(a|a?)+$)[ab]*x$')?.test(`${long}x`)).toBe(false)
})

test('a pattern that refers back to a group is left to JavaScript', () => {
  const parsed = parsePattern('^(a|b)\\1$')
  expect(parsed && compileLinearTest(parsed)).toBeNull()
  expect(createPatterns().compile('^(a|b)\\1$')?.test('aa')).toBe(true)
  expect(createPatterns().compile('^(a|b)\\1$')?.test('ab')).toBe(false)
})
