import { items, member, members, textOf } from '../json-value.ts'

/** Path prefixes of one server object: with the defaults of its variables, and with all values that they may have. */
function prefixesOf(server: unknown): string[] {
  const variables = member(server, 'variables')
  const addresses = [textOf(member(server, 'url')), ...addressesOf([server])]
  return addresses.flatMap((address) => {
    const filled = address.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      const variable = member(variables, name)
      return textOf(member(variable, 'default') ?? items(member(variable, 'enum'))[0], name)
    })
    return prefixOfAddress(filled) ?? []
  })
}

function prefixOfAddress(address: string): string | undefined {
  if (!URL.canParse(address, 'http://server')) return undefined
  const path = new URL(address, 'http://server').pathname.replace(/\/+$/, '')
  return path === '' ? undefined : path
}

/** Server objects of a document, of its path items and of its operations. */
function serversOf(document: unknown): unknown[] {
  const servers = [...items(member(document, 'servers'))]
  for (const [, pathItem] of members(member(document, 'paths'))) {
    servers.push(...items(member(pathItem, 'servers')))
    for (const [, operation] of members(pathItem)) {
      servers.push(...items(member(operation, 'servers')))
    }
  }
  return servers
}

/** A variable with this many values in all stays in braces: what it allows is then not checked. */
const mostAddresses = 64

/** Addresses of the servers that hold for the whole document; of Swagger 2 those that it stands for. */
export function serverAddressesOf(document: unknown): string[] {
  const addresses = addressesOf(member(document, 'servers'))
  const host = textOf(member(document, 'host'))
  if (host !== '') {
    const schemes = items(member(document, 'schemes')).map((scheme) => textOf(scheme, 'https'))
    for (const scheme of schemes.length === 0 ? ['http', 'https'] : schemes) {
      addresses.push(`${scheme}://${host}${textOf(member(document, 'basePath'))}`)
    }
  }
  return [...new Set(addresses)]
}

/** Addresses of server objects, each once. A variable with an `enum` is written out, any other stays in braces. */
export function addressesOf(servers: unknown): string[] {
  const addresses = items(servers).flatMap((server) => {
    let written = [textOf(member(server, 'url'))]
    for (const [name, variable] of members(member(server, 'variables'))) {
      const values = items(member(variable, 'enum')).map((value) => textOf(value))
      const isKnown = values.length > 0 && values.every((value) => value !== '')
      if (!isKnown || written.length * values.length > mostAddresses) continue
      written = written.flatMap((address) =>
        values.map((value) => address.replaceAll(`{${name}}`, () => value)),
      )
    }
    return written
  })
  return [...new Set(addresses.filter((address) => address !== ''))]
}

/**
 * Path prefixes of all servers of a document, of its path items and of its operations, and of Swagger 2's
 * `basePath`; longest first, without trailing slash.
 */
export function basePathsOf(document: unknown): string[] {
  const prefixes = new Set<string>()
  for (const server of serversOf(document)) {
    for (const prefix of prefixesOf(server)) prefixes.add(prefix)
  }
  const basePath = member(document, 'basePath')
  if (typeof basePath === 'string') {
    const prefix = prefixOfAddress(basePath.startsWith('/') ? basePath : `/${basePath}`)
    if (prefix !== undefined) prefixes.add(prefix)
  }
  return [...prefixes].sort((a, b) => b.length - a.length || a.localeCompare(b))
}
