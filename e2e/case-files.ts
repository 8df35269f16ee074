import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Each file of `cases/` is one case: a sentence, a spec, then requests with the answers they must get.
 * An expected header must be there with that value; an expected JSON body must be contained in the
 * answer, any other body must equal it but for white space at its end. Lines of multipart bodies are
 * sent with the ends that MIME asks for. `flags:` in the first section are options of `mockloop mock`.
 */

export interface Message {
  /** Request line, or status. */
  first: string
  headers: [string, string][]
  body: string
}

export interface Case {
  /** Name of the file. */
  name: string
  title: string
  flags: string[]
  spec: string
  exchanges: { request: Message; answer: Message }[]
}

const folder = join(import.meta.dirname, 'cases')

/** All cases, in the order of their files. */
export async function readCases(): Promise<Case[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(
    names.map(async (name) => parseCase(name, await readFile(join(folder, name), 'utf8'))),
  )
}

function parseCase(name: string, text: string): Case {
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
    exchanges.push({ request: asSent(parseMessage(request)), answer: parseMessage(answer) })
  }
  return { name, title, flags, spec, exchanges }
}

function parseMessage(section: string): Message {
  const [head = '', ...body] = section.trimEnd().split(/\n\n/)
  const [first = '', ...lines] = head.split('\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { first, headers, body: body.join('\n\n') }
}

function asSent(request: Message): Message {
  const isMultipart = request.headers.some(([, value]) => value.startsWith('multipart/'))
  return isMultipart ? { ...request, body: request.body.replaceAll('\n', '\r\n') } : request
}
