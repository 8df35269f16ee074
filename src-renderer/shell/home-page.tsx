import { Navigate } from 'react-router'
import { WelcomeScreen } from '../features/import/welcome-screen.tsx'
import { useServers } from '../features/servers/use-servers.ts'
import { lastServerId } from './last-server.ts'
import { serverPath } from './paths.ts'

/** The first screen: the server that was shown last, or how to get the first one. */
export function HomePage() {
  const servers = useServers()
  if (!servers) return null
  const last = lastServerId.read()
  const server = servers.find(({ id }) => id === last) ?? servers[0]
  return server ? <Navigate to={serverPath(server.id)} replace /> : <WelcomeScreen />
}
