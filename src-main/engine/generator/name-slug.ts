/** Names that Windows reserves for devices, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/**
 * Makes a name of lower-case ASCII letters, digits and single hyphens that is a file name on every system.
 * `fallback` is used when nothing of the name is left.
 */
export function nameSlug(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '')
  if (slug === '') {
    return fallback
  }
  return reserved.test(slug) ? `${fallback}-${slug}` : slug
}

/** Gives each name a slug of its own; those that would be the same are numbered in their order. */
export function uniqueSlugs(names: Iterable<string>, fallback: string): Map<string, string> {
  const slugs = new Map<string, string>()
  const taken = new Set<string>()
  for (const name of names) {
    if (slugs.has(name)) {
      continue
    }
    const wanted = nameSlug(name, fallback)
    let slug = wanted
    for (let number = 2; taken.has(slug); number += 1) {
      slug = `${wanted}-${number}`
    }
    taken.add(slug)
    slugs.set(name, slug)
  }
  return slugs
}

/** Name of a project as npm, Docker and Kubernetes accept it: begins with a letter, ends in `-mock`. */
export function projectName(serverName: string): string {
  const slug = nameSlug(serverName, 'api')
  return `${/^[a-z]/.test(slug) ? slug : `api-${slug}`}-mock`
}
