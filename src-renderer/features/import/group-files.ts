import { isSpecText } from './detect-input.ts'

/** A file by its path below what was dropped; `text` is null for one that is not worth reading as text. */
export interface ReadFile {
  path: string
  text: string | null
}

/** One import: the file to begin with, and every file it needs. */
export interface FileGroup {
  entry: string
  members: string[]
}

const reference = /["']?\$ref["']?\s*:\s*["']?([^"'\s,}\]]+)/g

/** `a/b/spec.yaml` + `../c/pet.yaml#/Pet` → `a/c/pet.yaml`; null for what leads to another host or the same file. */
export function resolveReference(target: string, from: string): string | null {
  const file = target.split('#')[0] ?? ''
  if (file === '' || /^[a-z][a-z0-9+.-]*:/i.test(file) || file.startsWith('/')) return null
  const segments = from.split('/').slice(0, -1)
  for (const segment of decodeLeniently(file).replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments.join('/')
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign is part of the file's name.
    return text
  }
}

function referencedFiles(file: ReadFile): string[] {
  const targets = [...(file.text ?? '').matchAll(reference)].map((match) => match[1] ?? '')
  return targets.flatMap((target) => resolveReference(target, file.path) ?? [])
}

/** Everything that can be reached from a file, itself first. */
function reach(entry: string, links: ReadonlyMap<string, string[]>): string[] {
  const reached = new Set([entry])
  for (const path of reached) {
    for (const target of links.get(path) ?? []) if (links.has(target)) reached.add(target)
  }
  return [...reached]
}

/**
 * Sorts files into imports: one for each description that no other one refers to, with the files it
 * refers to. Without any description each file is an import of its own, and fails with its reason.
 */
export function groupFiles(files: readonly ReadFile[]): {
  groups: FileGroup[]
  skipped: string[]
} {
  const links = new Map(files.map((file) => [file.path, referencedFiles(file)]))
  const specs = files.filter((file) => file.text !== null && isSpecText(file.text))
  if (specs.length === 0) {
    const groups = files.map(({ path }) => ({ entry: path, members: [path] }))
    return { groups, skipped: [] }
  }
  const reaches = new Map(specs.map(({ path }) => [path, reach(path, links)]))
  const isPart = (path: string) =>
    specs.some(
      (other) =>
        other.path !== path &&
        reaches.get(other.path)?.includes(path) &&
        // Two descriptions that refer to each other are both entries.
        !reaches.get(path)?.includes(other.path),
    )
  const groups = specs
    .filter(({ path }) => !isPart(path))
    .map(({ path }) => ({ entry: path, members: reaches.get(path) ?? [path] }))
  const used = new Set(groups.flatMap(({ members }) => members))
  return { groups, skipped: files.map(({ path }) => path).filter((path) => !used.has(path)) }
}
