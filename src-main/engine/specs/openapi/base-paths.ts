import { items, member, members, textOf } from '../json-value.ts'

/** Path prefix of one server object; undefined when its address has none or is unusable. */
function prefixOf(server: unknown): string | undefined {
  const variables = member(server, 'variables')
  const address = textOf(member(server, 'url')).replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = member(variables, name)
    return textOf(member(variable, 'default') ?? items(member(variable, 'enum'))[0], name)
  })
  return prefixOfAddress(address)
}

function prefixOfAddress(address: string): string | undefined {
  if (!URL.canParse(address, 'http://server')) return undefined
  const path = new URL(address, 'http://server').pathname.replace(/\/+$/, '')
  return path === '' ? undefined : path
}

/**
 * Path prefixes of all servers of a document, of its path items and of its operations, and of Swagger 2's
 * `basePath`; longest first, without trailing slash.
 */
export function basePathsOf(document: unknown): string[] {
  const prefixes = new Set<string>()
  const collect = (servers: unknown): void => {
    for (const server of items(servers)) {
      const prefix = prefixOf(server)
      if (prefix !== undefined) prefixes.add(prefix)
    }
  }
  collect(member(document, 'servers'))
  for (const [, pathItem] of members(member(document, 'paths'))) {
    collect(member(pathItem, 'servers'))
    for (const [, operation] of members(pathItem)) collect(member(operation, 'servers'))
  }
  const basePath = member(document, 'basePath')
  if (typeof basePath === 'string') {
    const prefix = prefixOfAddress(basePath.startsWith('/') ? basePath : `/${basePath}`)
    if (prefix !== undefined) prefixes.add(prefix)
  }
  return [...prefixes].sort((a, b) => b.length - a.length || a.localeCompare(b))
}
