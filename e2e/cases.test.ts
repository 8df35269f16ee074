import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { request as sendRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { cliFile, waitForExit } from './hosts/app-host.ts'

/**
 * Each file of `cases/` is one case: a sentence, a spec, then requests with the answers they must get.
 * An expected header must be there with that value; an expected JSON body must be contained in the
 * answer, any other body must equal it but for white space at its end. Lines of multipart bodies are
 * sent with the ends that MIME asks for. `flags:` in the first section are options of `mockloop mock`.
 */

interface Message {
  /** Request line, or status. */
  first: string
  headers: [string, string][]
  body: string
}

interface Case {
  title: string
  flags: string[]
  spec: string
  exchanges: { request: Message; answer: Message }[]
}

const folder = join(import.meta.dirname, 'cases')

function parseCase(text: string): Case {
  const [head = '', ...sections] = text.split(/^=== /m)
  const [title = '', ...options] = head.trim().split('\n')
  const flags =
    options
      .find((line) => line.startsWith('flags:'))
      ?.slice(6)
      .trim()
      .split(/\s+/) ?? []
  const [spec = '', ...messages] = sections.map((section) =>
    section.slice(section.indexOf('\n') + 1),
  )
  const exchanges = []
  for (let index = 0; index < messages.length; index += 2) {
    const [request, answer] = [messages[index], messages[index + 1]]
    if (request === undefined || answer === undefined)
      throw new Error(`${title}: a request lacks its answer.`)
    exchanges.push({ request: parseMessage(request), answer: parseMessage(answer) })
  }
  return { title, flags, spec, exchanges }
}

function parseMessage(text: string): Message {
  const [head = '', ...body] = text.trimEnd().split(/\n\n/)
  const [first = '', ...lines] = head.split('\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { first, headers, body: body.join('\n\n') }
}

/** Sends a request as it is written: `fetch` would normalise the path and forbid some headers. */
function send(url: string, { first, headers, body }: Message) {
  const [method = 'GET', path = '/'] = first.split(' ')
  const { hostname, port } = new URL(url)
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const request = sendRequest(
        { hostname, port, method, path, headers: Object.fromEntries(headers) },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          )
        },
      )
      request.once('error', reject)
      const isMultipart = headers.some(([, value]) => value.startsWith('multipart/'))
      request.end(isMultipart ? body.replaceAll('\n', '\r\n') : body)
    },
  )
}

async function serve(spec: string, flags: string[]) {
  const file = join(await mkdtemp(join(tmpdir(), 'mockloop-case-')), 'spec.yaml')
  await writeFile(file, spec)
  const child = spawn(
    process.execPath,
    [cliFile, 'mock', file, '--port', '0', '--quiet', ...flags],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '')
    })
    child.once('exit', (code) => reject(new Error(`The mock ended with code ${code}.`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await waitForExit(child)
    },
  }
}

function isJson(text: string): boolean {
  return /^[[{]/.test(text)
}

for (const name of await readdir(folder)) {
  const { title, flags, spec, exchanges } = parseCase(await readFile(join(folder, name), 'utf8'))
  test(`${title} (${name})`, async () => {
    expect(exchanges.length).toBeGreaterThan(0)
    const { url, stop } = await serve(spec, flags)
    try {
      for (const { request, answer } of exchanges) {
        const got = await send(url, request)
        expect(`${request.first} -> ${got.status}`).toBe(`${request.first} -> ${answer.first}`)
        expect(got.headers).toMatchObject(Object.fromEntries(answer.headers))
        if (isJson(answer.body)) expect(JSON.parse(got.body)).toMatchObject(JSON.parse(answer.body))
        else if (answer.body === '(empty)') expect(got.body).toBe('')
        else if (answer.body !== '') expect(got.body.trimEnd()).toBe(answer.body)
      }
    } finally {
      await stop()
    }
  })
}
