// biome-ignore lint/correctness/noNodejsModules: a real shell is the judge
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curlArguments, curlCommand, quoteForShell } from './curl-command.ts'
import { fetchSnippet } from './fetch-snippet.ts'

/** The words that a POSIX shell makes of a command, without running it. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`
  const output = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
  return output.split('\0').slice(0, -1)
}

// What can be an argument at all: no NUL, and nothing that is not valid UTF-16.
const shellText = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.replaceAll('\0', ''))
const nasty = fc.string({
  unit: fc.constantFrom(...`'"\\\`$!*?~#&|;<>(){}[] \n\t%@=-a`),
  maxLength: 20,
})

test('a shell reads every quoted word back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(shellText, nasty), { minLength: 1, maxLength: 8 }), (words) => {
      expect(wordsOf(`curl ${words.map(quoteForShell).join(' ')}`)).toEqual(words)
    }),
    { numRuns: 150 },
  )
})

test('a shell reads the whole command back as the arguments it was made of', () => {
  const header = fc.tuple(fc.stringMatching(/^x-[a-z]{1,5}$/), fc.oneof(nasty, shellText))
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD'),
      nasty,
      fc.array(header, { maxLength: 3 }),
      fc.option(fc.oneof(nasty, shellText), { nil: null }),
      (method, path, headers, body) => {
        const request = {
          method,
          url: `http://127.0.0.1:4010/${path}`,
          headers: Object.fromEntries(headers),
          body: body === null ? null : { encoding: 'utf8' as const, data: body, truncated: false },
        }
        const expected = [...curlArguments(request), ...(body === null ? [] : ['--data-raw', body])]
        expect(wordsOf(curlCommand(request))).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

test('a body that is not text reaches curl byte by byte', () => {
  const bytes = Buffer.from([0, 255, 39, 10, 128])
  const command = curlCommand({
    method: 'POST',
    url: 'http://127.0.0.1/',
    headers: {},
    body: { encoding: 'base64', data: bytes.toString('base64'), truncated: false },
  })
  const output = execFileSync('sh', ['-c', `curl() { cat; }\n${command}`])
  expect(output).toEqual(bytes)
})

test('headers that the client makes itself are left out, and several values stay several', () => {
  const words = curlArguments({
    method: 'GET',
    url: 'http://127.0.0.1/a',
    headers: { Host: 'x', 'content-length': '3', cookie: ['a=1', 'b=2'], 'x-empty': '' },
    body: null,
  })
  expect(words).toEqual([
    'http://127.0.0.1/a',
    '--header',
    'cookie: a=1',
    '--header',
    'cookie: b=2',
    '--header',
    'x-empty;',
  ])
})

test('brackets and dots in the address are kept from curl', () => {
  const words = curlArguments({
    method: 'GET',
    url: 'http://h/a/../b?x[0]=1',
    headers: {},
    body: null,
  })
  expect(words).toEqual(['--globoff', '--path-as-is', 'http://h/a/../b?x[0]=1'])
})

test('the fetch snippet sends what was logged', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom('GET', 'POST', 'PATCH'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    async (method, value, body) => {
      const request = {
        method,
        url: 'http://127.0.0.1:4010/pets',
        headers: { 'x-a': [value, 'second'] },
        body: { encoding: 'utf8' as const, data: body, truncated: false },
      }
      const sent: unknown[] = []
      const run = new Function('fetch', `return (async () => { ${fetchSnippet(request)} })()`)
      await run(async (...given: unknown[]) => sent.push(...given))
      expect(sent).toEqual([
        request.url,
        {
          ...(method !== 'GET' && { method }),
          headers: [
            ['x-a', value],
            ['x-a', 'second'],
          ],
          ...(method !== 'GET' && { body }),
        },
      ])
    },
  )
  await fc.assert(property, { numRuns: 200 })
})
