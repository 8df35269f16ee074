import type { Answer, WireForm } from '../exchange.ts'

/** Writing header and body as one string saves a system call; beyond this size copying costs more than that. */
export const textLimit = 16_384

/** Prepares headers and body for writing; the length is that of the body. `known` is its text, where there is one. */
export function wireForm(
  headers: Answer['headers'],
  body: Buffer | null,
  known: string | null = null,
): WireForm {
  const list: (string | string[])[] = []
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined && !(isContentLength(name) && body !== null)) {
      list.push(name, value)
    }
  }
  if (body !== null) {
    list.push('Content-Length', String(body.length))
  }
  const isShort = body !== null && body.length <= textLimit
  return { headers: list, text: isShort ? (known ?? body.toString('latin1')) : null }
}

function isContentLength(name: string): boolean {
  return name.length === 14 && name.toLowerCase() === 'content-length'
}
