import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJsonPatch, jsonPatch, PatchError } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'

// Cases of RFC 7396, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('merging %j with %j gives %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result)
})

test('a merge changes nothing of what it was given', () => {
  fc.assert(
    fc.property(fc.object(), fc.object(), (target, patch) => {
      const before = structuredClone([target, patch])
      mergePatch(target, patch)
      expect([target, patch]).toEqual(before)
    }),
  )
})

test('where null is a value it stays one', () => {
  const keeps = (at: readonly string[]) => at.join('.') === 'a.b'
  expect(mergePatch({ a: { b: 1, c: 2 } }, { a: { b: null, c: null } }, keeps)).toEqual({
    a: { b: null },
  })
})

// Cases of RFC 6902, appendix A.
test.each([
  [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
  [{ foo: [1, 2] }, [{ op: 'add', path: '/foo/1', value: 9 }], { foo: [1, 9, 2] }],
  [{ foo: [1] }, [{ op: 'add', path: '/foo/-', value: 2 }], { foo: [1, 2] }],
  [{ a: 1, b: 2 }, [{ op: 'remove', path: '/b' }], { a: 1 }],
  [{ a: [1, 2, 3] }, [{ op: 'remove', path: '/a/1' }], { a: [1, 3] }],
  [{ a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
  [{ a: { b: 1 }, c: {} }, [{ op: 'move', from: '/a/b', path: '/c/d' }], { a: {}, c: { d: 1 } }],
  [{ a: [1, 2, 3] }, [{ op: 'move', from: '/a/0', path: '/a/2' }], { a: [2, 3, 1] }],
  [{ a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
  [
    { '~1': 1, 'a/b': 2 },
    [
      { op: 'test', path: '/~01', value: 1 },
      { op: 'remove', path: '/a~1b' },
    ],
    { '~1': 1 },
  ],
])('patching %j with %j gives %j', (target, patch, result) => {
  expect(jsonPatch(target, patch)).toEqual(result)
})

test.each([
  [[{ op: 'remove', path: '/b' }], 'invalid', 'nothing at /b'],
  [[{ op: 'replace', path: '/a/1', value: 1 }], 'invalid', 'nothing at /a/1'],
  [[{ op: 'add', path: '/a/7', value: 1 }], 'invalid', 'no place 7'],
  [[{ op: 'add', path: '/a' }], 'invalid', 'lacks a value'],
  [[{ op: 'add', path: 'a', value: 1 }], 'invalid', 'no JSON pointer'],
  [[{ op: 'move', from: '/a', path: '/a/0' }], 'invalid', 'into itself'],
  [[{ op: 'test', path: '/a/0', value: 2 }], 'test', 'another one'],
  [[{ op: 'spread', path: '/a' }], 'invalid', 'unknown operation'],
])('a patch such as %j is refused as a whole', (patch, kind, message) => {
  const target = { a: [1] }
  const attempt = () => jsonPatch(target, [{ op: 'add', path: '/x', value: 1 }, ...patch])
  expect(attempt).toThrow(message)
  expect(attempt).toThrow(PatchError)
  try {
    attempt()
  } catch (error) {
    expect(error).toMatchObject({ kind })
  }
  expect(target).toEqual({ a: [1] })
})

test('names of the prototype are names like any other', () => {
  const patched = jsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: 1 } }])
  expect(Object.keys(Object(patched))).toEqual(['__proto__'])
  expect('polluted' in {}).toBe(false)
  expect(Object.keys(Object(mergePatch({}, JSON.parse('{"__proto__": {"polluted": 1}}'))))).toEqual(
    ['__proto__'],
  )
})

test('only lists of operations are JSON patches', () => {
  expect(isJsonPatch([{ op: 'add', path: '/a', value: 1 }])).toBe(true)
  expect(isJsonPatch([{ name: 'x' }])).toBe(false)
  expect(isJsonPatch({ op: 'add', path: '/a' })).toBe(false)
})
