import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactJson, redactMultipart, redactQuery } from './redact-fields.ts'

const isSecret = (name: string) => name === 'password' || name === 'token'

test.each([
  ['a=1&password=x&b=2', 'a=1&password=%5Bredacted%5D&b=2'],
  ['Password=x', 'Password=%5Bredacted%5D'],
  ['pass%77ord=x', 'pass%77ord=%5Bredacted%5D'],
  ['user[password]=x', 'user[password]=%5Bredacted%5D'],
  ['user%5Btoken%5D=x', 'user%5Btoken%5D=%5Bredacted%5D'],
  ['token', 'token'],
  ['passwords=x&%E0=1', 'passwords=x&%E0=1'],
])('masks secret fields of a query: %s', (query, expected) => {
  expect(redactQuery(query, isSecret)).toBe(expected)
})

test.each([
  ['{"a": 1, "password": "x\\"y", "b": 2}', '{"a": 1, "password": "[redacted]", "b": 2}'],
  ['{"token":{"a":[1,"}"]},"b":2}', '{"token":"[redacted]","b":2}'],
  ['{"token":12}', '{"token":"[redacted]"}'],
  ['[{"x":{"PASSWORD" : null}}]', '[{"x":{"PASSWORD" : "[redacted]"}}]'],
  ['{"pass\\u0077ord":"x"}', '{"pass\\u0077ord":"[redacted]"}'],
  ['{"a":"password","b":1}', '{"a":"password","b":1}'],
  ['{"token":"cut of', '{"token":"[redacted]"'],
  ['{"token":[1,{"a":', '{"token":"[redacted]"'],
  ['{"token":', '{"token":"[redacted]"'],
])('masks secret members of JSON text: %s', (text, expected) => {
  expect(redactJson(text, isSecret)).toBe(expected)
})

test('leaves no secret in any JSON document, however it is cut', () => {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(1, null, true, 'text "quoted" \\ :{'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b"', 'c:'), tie('tree')),
      tie('tree').map((inner) => ({ password: ['s3cret', inner, { k: 's3cret' }] })),
    ),
  }))
  fc.assert(
    fc.property(tree, fc.nat(), fc.constantFrom(0, 2), (value, cut, indent) => {
      const text = JSON.stringify(value, null, indent)
      const whole = redactJson(text, isSecret)
      expect(whole).not.toContain('s3cret')
      expect(() => JSON.parse(whole)).not.toThrow()
      expect(redactJson(text.slice(0, cut % (text.length + 1)), isSecret)).not.toContain('s3cret')
    }),
  )
})

test('masks secret parts of a multipart form', () => {
  const form = [
    '--b\r\nContent-Disposition: form-data; name="user"\r\n\r\nada\r\n',
    '--b\r\nContent-Disposition: form-data; name="password"\r\nContent-Type: text/plain\r\n\r\ns3cret\r\n',
    '--b--\r\n',
  ].join('')
  const redacted = redactMultipart(form, 'b', isSecret)
  expect(redacted).toContain('ada')
  expect(redacted).not.toContain('s3cret')
  expect(redacted.endsWith('--b--\r\n')).toBe(true)
})
