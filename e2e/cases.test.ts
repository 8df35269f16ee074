import { spawn } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { request as sendRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { type Message, readCases } from './case-files.ts'
import { cliFile, waitForExit } from './hosts/app-host.ts'

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
      request.end(body)
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

for (const { name, title, flags, spec, exchanges } of await readCases()) {
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
