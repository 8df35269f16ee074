import { jsonLanguage } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { diagnoseJson } from './json-lint.ts'

function marked(doc: string, schema?: unknown): string[] {
  const state = EditorState.create({ doc, extensions: [jsonLanguage] })
  return diagnoseJson(state, schema).map(
    ({ from, to, severity }) => `${severity} ${JSON.stringify(doc.slice(from, to))}`,
  )
}

test('a syntax error is marked where it is', () => {
  expect(marked('{"a": 1,, "b": 2}')).toEqual(['error ","'])
  expect(marked('{"a": [1, 2')).toHaveLength(1)
})

test('text that is empty or correct is not marked', () => {
  expect(marked('')).toEqual([])
  expect(marked('{"a": [1, {"b": null}]}')).toEqual([])
})

test('a value that breaks the schema is marked itself', () => {
  const schema = {
    properties: {
      'a/b': { type: 'string' },
      list: { items: { properties: { id: { type: 'integer' } } } },
    },
    required: ['name'],
  }
  const text = '{ "list": [ {"id": 1}, {"id": "two"} ], "a/b": true }'
  expect(marked(text, schema)).toEqual(['warning "{"', 'warning "\\"two\\""', 'warning "true"'])
})

test('what is far down in a long text is marked where it is', () => {
  const filler = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => index))
  expect(marked(`{"filler": ${filler}, "a": ?}`)).toEqual(['error "?"'])
  const schema = { properties: { a: { type: 'string' } } }
  expect(marked(`{"filler": ${filler}, "a": true}`, schema)).toEqual(['warning "true"'])
})

test('of repeated members the last one is marked', () => {
  expect(marked('{"a": "x", "a": 5}', { properties: { a: { type: 'string' } } })).toEqual([
    'warning "5"',
  ])
})
