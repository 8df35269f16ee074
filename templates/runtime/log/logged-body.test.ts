import { expect, test } from 'vitest'
import { loggedBody } from './logged-body.ts'

const nothing = () => false

test('keeps text as text', () => {
  const body = Buffer.from('{"a":"ü"}')
  expect(loggedBody(body, body.length, 'application/json', 100, nothing)).toEqual({
    encoding: 'utf8',
    data: '{"a":"ü"}',
    truncated: false,
  })
})

test('has nothing to say about a body that is not there', () => {
  expect(loggedBody(Buffer.alloc(0), 0, '', 100, nothing)).toBeNull()
  expect(loggedBody(null, 0, '', 100, nothing)).toBeNull()
})

test('cuts at the limit without splitting a character', () => {
  const body = Buffer.from('aé€😀')
  const cuts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(
    (limit) => loggedBody(body, body.length, 'text/plain', limit, nothing)?.data,
  )
  expect(cuts).toEqual(['a', 'a', 'aé', 'aé', 'aé', 'aé€', 'aé€', 'aé€', 'aé€', 'aé€😀'])
})

test.each([
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ['a lone surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])('keeps %s unharmed as base64', (_name, body) => {
  const logged = loggedBody(body, body.length, 'application/octet-stream', 100, nothing)
  expect(logged).toEqual({ encoding: 'base64', data: body.toString('base64'), truncated: false })
})

test('cuts binary bodies at the limit', () => {
  const body = Buffer.alloc(50, 0xff)
  const logged = loggedBody(body, body.length, 'image/png', 10, nothing)
  expect(Buffer.from(logged?.data ?? '', 'base64').length).toBe(10)
  expect(logged?.truncated).toBe(true)
})

test('says that a body is cut when only its start or nothing was kept', () => {
  expect(loggedBody(Buffer.from('abc'), 1000, 'text/plain', 100, nothing)?.truncated).toBe(true)
  expect(loggedBody(Buffer.alloc(0), 1000, 'text/plain', 100, nothing)).toEqual({
    encoding: 'utf8',
    data: '',
    truncated: true,
  })
})

test('masks fields of JSON, forms and multipart forms', () => {
  const isSecret = (name: string) => name === 'password'
  const logged = (text: string, type: string) => {
    const body = Buffer.from(text, 'latin1')
    const entry = loggedBody(body, body.length, type, 1000, isSecret)
    return Buffer.from(entry?.data ?? '', entry?.encoding ?? 'utf8').toString('latin1')
  }
  expect(logged('{"password":"s3cret"}', 'application/json')).not.toContain('s3cret')
  expect(logged('{"password":"s3cret"}', '')).not.toContain('s3cret')
  expect(logged('password=s3cret', 'application/x-www-form-urlencoded')).not.toContain('s3cret')
  const part = (data: string) =>
    `--x\r\nContent-Disposition: form-data; name="password"\r\n\r\ns3cret${data}\r\n--x--`
  const multipart = 'multipart/form-data; boundary=x'
  expect(logged(part(''), multipart)).not.toContain('s3cret')
  expect(logged(part('\xff'), multipart)).not.toContain('s3cret')
})
