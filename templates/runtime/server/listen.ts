import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A port could not be taken; the message says which and what to do. */
export class ListenError extends Error {
  readonly code: string
  readonly port: number

  constructor(code: string, port: number, message: string) {
    super(message)
    this.name = 'ListenError'
    this.code = code
    this.port = port
  }
}

/** Resolves with the port that was taken, which is another than asked for when that was 0. */
export function listen(
  server: Server,
  host: string,
  port: number,
  variable: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    function onError(error: NodeJS.ErrnoException): void {
      const code = error.code ?? 'UNKNOWN'
      reject(new ListenError(code, port, explain(code, host, port, variable)))
    }
    server.once('error', onError)
    server.listen({ host, port, backlog: 4096 }, () => {
      server.off('error', onError)
      // A TCP server that listens has an AddressInfo.
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function explain(code: string, host: string, port: number, variable: string): string {
  const failed = `Cannot listen on port ${port}`
  switch (code) {
    case 'EADDRINUSE':
      return `${failed}: another program uses it. Stop that program, or set ${variable} to another port or to 0 for a free one.`
    case 'EACCES':
      return `${failed}: the system does not allow it. Set ${variable} to a port from 1024 to 65535.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${failed}: this machine has no address ${host}. Set MOCKLOOP_HOST to 127.0.0.1, or to 0.0.0.0 for all of its addresses.`
    default:
      return `${failed} of ${host}: ${code}. Set ${variable} or MOCKLOOP_HOST to something else.`
  }
}

/** `http://` with an address that works on this machine, also when the server listens on all addresses. */
export function baseUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
