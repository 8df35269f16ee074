import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/**
 * What the app's own page may load and call: itself. Mantine sets inline style attributes, hence
 * `unsafe-inline` for styles; scripts have no such way in.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface WebUiFile {
  content: Buffer<ArrayBuffer>
  headers: Record<string, string>
}

/** A file of the built web UI with the headers to send it with; null when there is no such file. */
export async function readWebUiFile(folder: string, path: string): Promise<WebUiFile | null> {
  const name = path === '/' ? 'index.html' : normalize(decodePath(path)).replace(/^[/\\]+/, '')
  const type = contentTypes[extname(name)]
  if (!type || name.split(sep).includes('..') || name.includes('\0')) return null
  const content = await readFile(join(folder, name)).catch(() => null)
  if (!content) return null
  return {
    content,
    headers: {
      'content-type': type,
      'content-length': String(content.length),
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      // Built assets carry a hash in their names; the page that names them does not.
      'cache-control': name === 'index.html' ? 'no-store' : 'max-age=31536000, immutable',
    },
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '/'
  }
}
