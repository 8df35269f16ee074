import type { LoggedBody, LoggedHeaders } from '#contract/log-entry.ts'

/** A request as it can be sent again. */
export interface SentRequest {
  method: string
  /** Absolute, with its query. */
  url: string
  headers: LoggedHeaders
  body: LoggedBody | null
}

/** Headers that the client makes anew for each request. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
])

/** The headers worth sending again, one pair per value. */
export function repeatableHeaders(headers: LoggedHeaders): [name: string, value: string][] {
  return Object.entries(headers)
    .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
    .flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]))
}

/** Quotes a word for a POSIX shell: nothing inside single quotes is special but the quote itself. */
export function quoteForShell(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}

function headerArgument([name, value]: [string, string]): string {
  // curl drops a header without a value unless it ends in a semicolon.
  return value === '' ? `${name};` : `${name}: ${value}`
}

/** The arguments with which curl sends this request, without `curl` and without its body. */
export function curlArguments({ method, url, headers, body }: SentRequest): string[] {
  const words: string[] = []
  if (method === 'HEAD') words.push('--head')
  else if (method !== (body ? 'POST' : 'GET')) words.push('--request', method)
  // Without these, curl would read brackets as a pattern and tidy dots away.
  if (/[[\]{}]/.test(url)) words.push('--globoff')
  if (/\/\.{1,2}(\/|$|\?)/.test(url)) words.push('--path-as-is')
  words.push(url)
  const repeated = repeatableHeaders(headers)
  for (const header of repeated) words.push('--header', headerArgument(header))
  const typed = repeated.some(([name]) => name.toLowerCase() === 'content-type')
  // curl would call the body a form.
  if (body && !typed) words.push('--header', 'Content-Type:')
  return words
}

/** The request as a command for a POSIX shell. Bodies that are not text go through base64. */
export function curlCommand(request: SentRequest): string {
  const lines = asLines(curlArguments(request))
  const { body } = request
  if (!body) return joinLines(['curl', ...lines])
  const cut = body.truncated ? '\n# The log holds only the start of this body.' : ''
  if (body.encoding === 'utf8' && !body.data.includes('\0')) {
    return `${joinLines(['curl', ...lines, `--data-raw ${quoteForShell(body.data)}`])}${cut}`
  }
  const source = body.encoding === 'base64' ? body.data : base64OfText(body.data)
  const decode = `printf %s ${quoteForShell(source)} | base64 -d | curl`
  return `${joinLines([decode, ...lines, '--data-binary @-'])}${cut}`
}

function base64OfText(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** One option with its value per line. */
function asLines(words: string[]): string[] {
  const lines: string[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    const takesValue = word === '--header' || word === '--request'
    const value = takesValue ? words[index + 1] : undefined
    if (value !== undefined) index += 1
    lines.push(value === undefined ? quoteForShell(word) : `${word} ${quoteForShell(value)}`)
  }
  return lines
}

/** Parts of a command, each after the second on a line of its own. */
export function joinLines([first = '', second, ...rest]: string[]): string {
  const start = second === undefined ? first : `${first} ${second}`
  return [start, ...rest].join(' \\\n  ')
}
