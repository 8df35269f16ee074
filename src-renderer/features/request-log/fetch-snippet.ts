import { repeatableHeaders, type SentRequest } from './curl-command.ts'

/** The request as JavaScript for a console or a test. */
export function fetchSnippet({ method, url, headers, body }: SentRequest): string {
  const options: string[] = []
  if (method !== 'GET') options.push(`method: ${quoteForScript(method)}`)
  const pairs = repeatableHeaders(headers)
  if (pairs.length > 0) {
    const lines = pairs.map(([name, value]) => {
      return `    [${quoteForScript(name)}, ${quoteForScript(value)}],`
    })
    options.push(`headers: [\n${lines.join('\n')}\n  ]`)
  }
  if (body && method !== 'GET' && method !== 'HEAD') options.push(`body: ${bodyExpression(body)}`)
  const second = options.length > 0 ? `, {\n${options.map((line) => `  ${line},\n`).join('')}}` : ''
  const note = body?.truncated ? '// The log holds only the start of this body.\n' : ''
  return `${note}await fetch(${quoteForScript(url)}${second})`
}

function bodyExpression(body: NonNullable<SentRequest['body']>): string {
  if (body.encoding === 'utf8') return quoteForScript(body.data)
  return `Uint8Array.from(atob(${quoteForScript(body.data)}), (char) => char.charCodeAt(0))`
}

/** A JSON string is a JavaScript string; line separators are escaped for tools that split lines at them. */
function quoteForScript(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
