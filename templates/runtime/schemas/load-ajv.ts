import { createRequire } from 'node:module'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import type formats from 'ajv-formats/dist/formats.js'
import type { FormatCheck } from './own-formats.ts'
import { createEmailCheck, ignoreFraction, isUriTemplate } from './own-formats.ts'

/** Longer strings are not looked at: some formats take quadratic time. */
const longestFormatted = 10_000

/** Formats without a limit of their own, such as of `data:` URIs: a long string counts as one of them. */
const endless =
  /^(?:uri|uri-reference|uri-template|url|regex|json-pointer|json-pointer-uri-fragment)$/

/** Times with fractions of a second. */
const precise = /^(?:iso-)?(?:date-)?time$/

const load = createRequire(import.meta.url)

/** Loads Ajv when the first schema is compiled: a server that has not yet been asked anything starts without it. */
export function loadAjv(): typeof Ajv2020 {
  // A package of known version: the module has this export.
  return (load('ajv/dist/2020.js') as { Ajv2020: typeof Ajv2020 }).Ajv2020
}

/** The checks of the string formats by name; formats that accept every string are left out. */
export function loadStringFormats(): Map<string, FormatCheck> {
  // As above.
  const { fullFormats } = load('ajv-formats/dist/formats.js') as typeof formats
  const checks = new Map<string, FormatCheck>()
  const checkOf = (name: keyof typeof fullFormats) => stringCheck(fullFormats[name]) ?? anyText
  const own: Partial<Record<string, FormatCheck>> = {
    email: createEmailCheck(checkOf('ipv4'), checkOf('ipv6')),
    'uri-template': isUriTemplate,
  }
  for (const [name, format] of Object.entries(fullFormats)) {
    const found = own[name] ?? stringCheck(format)
    if (!found) continue
    const check = precise.test(name) ? ignoreFraction(found) : found
    const long = endless.test(name)
    checks.set(name, (text) => (text.length > longestFormatted ? long : check(text)))
  }
  // Base64 is checked in linear time and may be as long as a body.
  checks.set('byte', (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text))
  return checks
}

const anyText: FormatCheck = () => true

function stringCheck(format: unknown): FormatCheck | null {
  if (format instanceof RegExp) return (text) => format.test(text)
  // The package's own formats: functions of the text, or objects that hold one under `validate`.
  if (typeof format === 'function') return format as FormatCheck
  if (typeof format !== 'object' || format === null || !('validate' in format)) return null
  return 'type' in format && format.type === 'number' ? null : stringCheck(format.validate)
}
