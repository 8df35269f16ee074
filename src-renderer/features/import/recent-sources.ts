import type { SpecSource } from '#contract/spec-source.ts'
import type { NamedSource } from './detect-input.ts'

const STORAGE_KEY = 'mockloop.recent-sources'
const MOST = 5

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

/** Where a source can be found again; null for content that was handed over once. */
export function addressOf(source: SpecSource): string | null {
  if (source.from === 'path') return source.path
  return source.from === 'url' ? source.url : null
}

/** Files and addresses that were imported last, the latest first. */
export function readRecentSources(storage: Storage): NamedSource[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(stored) ? stored.flatMap((item: unknown) => parseSource(item) ?? []) : []
  } catch {
    // Not ours, or of a version that wrote something else: nothing that could be offered.
    return []
  }
}

/** Puts a source first, when it is one that can be found again. */
export function rememberSource(storage: Storage, item: NamedSource): void {
  const address = addressOf(item.source)
  if (address === null) return
  const others = readRecentSources(storage).filter(({ source }) => addressOf(source) !== address)
  storage.setItem(STORAGE_KEY, JSON.stringify([item, ...others].slice(0, MOST)))
}

function parseSource(item: unknown): NamedSource | null {
  if (typeof item !== 'object' || item === null) return null
  if (!('label' in item && typeof item.label === 'string' && 'source' in item)) return null
  const { label, source } = item
  if (typeof source !== 'object' || source === null || !('from' in source)) return null
  if (source.from === 'path' && 'path' in source && typeof source.path === 'string') {
    return { label, source: { from: 'path', path: source.path } }
  }
  if (source.from === 'url' && 'url' in source && typeof source.url === 'string') {
    return { label, source: { from: 'url', url: source.url } }
  }
  return null
}
