import type { Server } from 'node:http'

/** Waits for requests under way up to two seconds, but not for clients that keep their connection open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), 2000)
    server.close(() => {
      clearTimeout(limit)
      resolve()
    })
    server.closeIdleConnections()
  })
}
