import type { SpecSource } from '#contract/spec-source.ts'

/** A source with the name under which progress and errors are told. */
export interface NamedSource {
  label: string
  source: SpecSource
}

/** What a piece of text is: an address, an API description, or neither. */
export type DetectedText =
  | { kind: 'empty' }
  | { kind: 'url'; url: string }
  | { kind: 'spec'; format: 'JSON' | 'YAML' }
  | { kind: 'unknown' }

const specKey = /^\s*["']?(openapi|swagger)["']?\s*:/m

function isHttpAddress(text: string): boolean {
  if (/\s/.test(text) || !/^https?:\/\//i.test(text)) return false
  return URL.canParse(text)
}

/** Tells what pasted, typed or dropped text is. */
export function detectText(text: string): DetectedText {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'empty' }
  if (isHttpAddress(trimmed)) return { kind: 'url', url: trimmed }
  if (/^[{[]/.test(trimmed)) {
    return /"(openapi|swagger)"\s*:/.test(trimmed)
      ? { kind: 'spec', format: 'JSON' }
      : { kind: 'unknown' }
  }
  return specKey.test(trimmed) ? { kind: 'spec', format: 'YAML' } : { kind: 'unknown' }
}

/** Whether the text of a file is an API description by itself, not a part of one. */
export function isSpecText(text: string): boolean {
  return detectText(text).kind === 'spec'
}

/** The source of a text: fetched when it is an address, else read as it is. */
export function sourceOfText(text: string): NamedSource {
  const detected = detectText(text)
  if (detected.kind === 'url') return sourceOfUrl(detected.url)
  return { label: 'pasted text', source: { from: 'text', text } }
}

export function sourceOfUrl(url: string): NamedSource {
  return { label: url, source: { from: 'url', url } }
}

/** A sentence that refuses an address, or null when it can be fetched. */
export function urlProblem(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return 'Give the address of a description.'
  return isHttpAddress(trimmed) ? null : 'Give a full address that begins with http:// or https://.'
}
