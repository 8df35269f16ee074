import { expect, test } from 'vitest'
import { createLocator } from './locate.ts'
import { duplicateJsonKeys } from './locate-in-json.ts'

const yaml = `---
# A comment: not a key
openapi: 3.1.0
info:
  title: "A: b"
  description: |
    paths:
      /books: not here
paths:
  "/books/{id}":
    get:
      tags: [a, b]
      parameters:
      - name: id
        in: path
      -   $ref: '#/x'
  '/it''s': {get: {summary: flow}}
  ? /a/very/long/key
  : post:
      summary: long
list:
  - - nested
    - again
  - plain
`

test('keys and items of block YAML are found by line and column', () => {
  const locate = createLocator(yaml, 'yaml')
  expect(locate('')).toEqual({ line: 3, column: 1 })
  expect(locate('/info/title')).toEqual({ line: 5, column: 3 })
  expect(locate('/paths')).toEqual({ line: 9, column: 1 })
  expect(locate('/paths/~1books~1{id}/get')).toEqual({ line: 11, column: 5 })
  expect(locate('/paths/~1books~1{id}/get/parameters/0')).toEqual({ line: 14, column: 7 })
  expect(locate('/paths/~1books~1{id}/get/parameters/0/in')).toEqual({ line: 15, column: 9 })
  expect(locate('/paths/~1books~1{id}/get/parameters/1/$ref')).toEqual({ line: 16, column: 11 })
  expect(locate('/list/0/1')).toEqual({ line: 23, column: 5 })
  expect(locate('/list/1')).toEqual({ line: 24, column: 3 })
})

test('keys written with a question mark are found', () => {
  const locate = createLocator(yaml, 'yaml')
  expect(locate('/paths/~1a~1very~1long~1key')).toEqual({ line: 18, column: 3 })
  expect(locate('/paths/~1a~1very~1long~1key/post/summary')).toEqual({ line: 20, column: 7 })
})

test('what is inside flow style, or not there, is found as what is around it', () => {
  const locate = createLocator(yaml, 'yaml')
  expect(locate('/paths/~1books~1{id}/get/tags/1')).toEqual({ line: 12, column: 7 })
  expect(locate('/paths/~1nothing/get')).toEqual({ line: 9, column: 1 })
})

test.each(['\r\n', '\r'])('line ends of other systems do not disturb: %j', (end) => {
  const locate = createLocator(['a:', '  - b: 1', '  - c', ''].join(end), 'yaml')
  expect(locate('/a/0/b')).toEqual({ line: 2, column: 5 })
  expect(locate('/a/1')).toEqual({ line: 3, column: 3 })
})

test('keys and items of JSON are found by line and column', () => {
  const json = '{\n  "a\\"/b": [1, {"c": "x,{\\"}"}, [2]],\n  "d": {"e": null}\n}'
  const locate = createLocator(json, 'json')
  expect(locate('')).toEqual({ line: 1, column: 1 })
  expect(locate('/a"~1b')).toEqual({ line: 2, column: 3 })
  expect(locate('/a"~1b/1/c')).toEqual({ line: 2, column: 17 })
  expect(locate('/a"~1b/2')).toEqual({ line: 2, column: 33 })
  expect(locate('/d/e/missing')).toEqual({ line: 3, column: 9 })
})

test('keys that JSON.parse would silently overwrite are found', () => {
  const json = '{"a": {"x": 1, "x": 2}, "b": {"x": 3},\n "a": []}'
  expect(duplicateJsonKeys(json)).toEqual([
    { key: 'x', pointer: '/a/x', position: { line: 1, column: 16 } },
    { key: 'a', pointer: '/a', position: { line: 2, column: 2 } },
  ])
})
