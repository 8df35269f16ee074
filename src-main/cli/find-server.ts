import type { Server } from '#contract/server.ts'
import { EngineError } from '#engine/engine-error.ts'
import type { Client } from './connect.ts'

/** The server that a person means by an id or a name, without regard to case; a unique beginning is enough. */
export async function findServer(client: Client, reference: string): Promise<Server> {
  const servers = await client.servers.list()
  const wanted = reference.toLowerCase()
  const exact = servers.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  const found = exact.length > 0 ? exact : servers.filter(startsWith(wanted))
  const [server, ...others] = found
  if (server && others.length === 0) return server
  const why = server
    ? `it may mean ${found.map(({ name, id }) => `${name} (${id})`).join(' or ')}. Use the id.`
    : servers.length === 0
      ? 'the workspace has no servers. Import a spec first, for example with "mockloop serve spec.yaml".'
      : `the workspace has ${servers.map(({ name, id }) => `${name} (${id})`).join(', ')}.`
  throw new EngineError('NOT_FOUND', `Cannot find server "${reference}": ${why}`)
}

function startsWith(wanted: string) {
  return ({ id, name }: Server) => id.startsWith(wanted) || name.toLowerCase().startsWith(wanted)
}
