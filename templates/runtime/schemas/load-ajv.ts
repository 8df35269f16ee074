import { createRequire } from 'node:module'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import type formats from 'ajv-formats/dist/formats.js'

/** Longer strings are not looked at: some formats take quadratic time. */
const longestFormatted = 10_000

/** Formats without a limit of their own, such as of `data:` URIs: a long string counts as one of them. */
const endless =
  /^(?:uri|uri-reference|uri-template|url|regex|json-pointer|json-pointer-uri-fragment)$/

const load = createRequire(import.meta.url)

/** Loads Ajv when the first schema is compiled: a server that has not yet been asked anything starts without it. */
export function loadAjv(): typeof Ajv2020 {
  // A package of known version: the module has this export.
  return (load('ajv/dist/2020.js') as { Ajv2020: typeof Ajv2020 }).Ajv2020
}

/** The checks of the string formats by name; formats that accept every string are left out. */
export function loadStringFormats(): Map<string, (text: string) => boolean> {
  // As above.
  const { fullFormats } = load('ajv-formats/dist/formats.js') as typeof formats
  const checks = new Map<string, (text: string) => boolean>()
  for (const [name, format] of Object.entries(fullFormats)) {
    const check = stringCheck(format)
    if (!check) continue
    const long = endless.test(name)
    checks.set(name, (text) => (text.length > longestFormatted ? long : check(text)))
  }
  // Base64 is checked in linear time and may be as long as a body.
  checks.set('byte', (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text))
  return checks
}

function stringCheck(format: unknown): ((text: string) => boolean) | null {
  if (format instanceof RegExp) return (text) => format.test(text)
  // The package's own formats: functions of the text, or objects that hold one under `validate`.
  if (typeof format === 'function') return format as (text: string) => boolean
  if (typeof format !== 'object' || format === null || !('validate' in format)) return null
  return 'type' in format && format.type === 'number' ? null : stringCheck(format.validate)
}
