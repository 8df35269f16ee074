import { XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import type { ServerSettings } from '#contract/server.ts'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { jsonOf, mockOf } from '#engine/scenarios/mock-for-tests.ts'
import type { MediaType } from '#engine/specs/mock-api.ts'

const json = 'application/json'
const bookSchema = {
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer' }, title: { type: 'string' } },
}

function answerWith(media: MediaType, settings: Partial<ServerSettings> = {}) {
  const operation = operationNamed('op', 'GET', '/op', [responseOf('200', [media])])
  return mockOf([operation], { settings }).ask()
}

function messages(answer: ReturnType<typeof answerWith>): string {
  return answer.trace.map(({ message }) => message).join(' ')
}

test('an example that breaks its schema is repaired and the trace says what changed', () => {
  const answer = answerWith(mediaOf(json, bookSchema, { bad: { id: 'one', title: 'Kept' } }))
  const body = jsonOf(answer)
  expect(body).toMatchObject({ title: 'Kept', id: expect.any(Number) })
  expect(answer.reason).toBe('example "bad", repaired')
  expect(messages(answer)).toContain('The example breaks its schema; replaced: /id.')
})

test('verbatim serves the example as its author wrote it', () => {
  const example = { id: 'one', title: 'Kept' }
  const answer = answerWith(mediaOf(json, bookSchema, { bad: example }), { examples: 'verbatim' })
  expect(jsonOf(answer)).toEqual(example)
  expect(answer.reason).toBe('example "bad"')
})

test('an example of which nothing can be kept is replaced, and the reason says so', () => {
  const answer = answerWith(mediaOf(json, bookSchema, { bad: 42 }))
  expect(jsonOf(answer)).toMatchObject({ id: expect.any(Number), title: expect.any(String) })
  expect(answer.reason).toBe('generated from schema (example is broken)')
})

test('a JSON example given as text is read, unless the schema asks for text', () => {
  const text = '{"id": 1, "title": "Text"}'
  expect(jsonOf(answerWith(mediaOf(json, bookSchema, { text })))).toEqual({ id: 1, title: 'Text' })
  expect(jsonOf(answerWith(mediaOf(json, undefined, { text })))).toEqual({ id: 1, title: 'Text' })
  expect(jsonOf(answerWith(mediaOf(json, { type: 'string' }, { text })))).toBe(text)
})

test('examples of other media types are sent as they are', () => {
  expect(String(answerWith(mediaOf('text/csv', bookSchema, { a: 'x;y' })).body)).toBe('x;y')
  const xml = '<book id="1"/>'
  expect(String(answerWith(mediaOf('application/xml', bookSchema, { a: xml })).body)).toBe(xml)
})

test('an example that is a value is written in the media type', () => {
  const answer = answerWith(mediaOf('application/xml', bookSchema, { a: { id: 1, title: 'A&B' } }))
  expect(String(answer.body)).toContain('<response><id>1</id><title>A&amp;B</title></response>')
})

test.each(['application/xml', 'text/xml', 'application/atom+xml'])(
  'a generated %s body is well-formed',
  (contentType) => {
    const answer = answerWith(mediaOf(contentType, bookSchema))
    expect(XMLValidator.validate(String(answer.body))).toBe(true)
    expect(answer.headers['Content-Type']).toBe(contentType)
  },
)

test('a schema that nothing satisfies is answered as well as it goes, and the trace says so', () => {
  const answer = answerWith(mediaOf(json, { type: 'string', minLength: 3, maxLength: 2 }))
  expect(answer.status).toBe(200)
  expect(answer.trace.some(({ stage, verdict }) => stage === 'body' && verdict === 'fail')).toBe(
    true,
  )
})

test('a media type without a schema has a plain body of its kind', () => {
  expect(jsonOf(answerWith(mediaOf(json)))).toEqual({})
  expect(String(answerWith(mediaOf('text/plain')).body).length).toBeGreaterThan(0)
})

test('a broken media type is served without breaking the server', () => {
  const answer = answerWith(mediaOf('app\u0000lication/\u2028json\r\n', bookSchema))
  expect(answer.headers['Content-Type']).toBe('application/json')
})
