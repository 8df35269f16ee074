import { createServer } from 'node:net'

/** True when nothing listens on the port of this address. */
function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/**
 * The first port from `from` upwards that is free and not in `reserved`. Another program may still
 * take it before it is used: whoever listens on it must expect that.
 */
export async function findFreePort(
  from: number,
  host: string,
  reserved: ReadonlySet<number>,
): Promise<number> {
  for (let port = from; port <= 65_535; port += 1) {
    if (!reserved.has(port) && (await isPortFree(port, host))) return port
  }
  return 0
}
