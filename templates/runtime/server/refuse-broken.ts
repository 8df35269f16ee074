import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * What Node does not take for a request never reaches the app: the client is told why, its connection is ended, and the
 * server goes on.
 */
export function refuseBrokenRequests(server: Server): void {
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (error.code === 'HPE_CLOSED_CONNECTION') {
      // It said that its request is the last one, and the answer to that is the last one too.
      socket.pause()
    } else if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
    } else {
      refuse(socket, ...reasonOf(error.code), error.message)
    }
  })
  server.on('connect', (_request, socket) => {
    // Nothing of Node listens to it any more.
    socket.on('error', () => socket.destroy())
    refuse(socket, 501, 'Not Implemented', 'This server answers requests and is no proxy.')
  })
}

function reasonOf(code: string | undefined): [status: number, title: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'Request Header Fields Too Large']
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'Request Timeout']
    default:
      return [400, 'Bad Request']
  }
}

function refuse(socket: Duplex, status: number, title: string, detail: string): void {
  // Each further piece would be refused anew, for which Node copies it.
  socket.pause()
  const body = JSON.stringify({ type: 'about:blank', title, status, detail })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}
