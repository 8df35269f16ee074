import { Socket } from 'node:net'

/** Names the file descriptor of a pipe that is open as long as the process that handed its command over. */
export const starterPipe = 'MOCKLOOP_STARTER_PIPE'

/**
 * Ends this process, as SIGTERM does, when the one that handed its command line over is gone: a mock server
 * must not stay behind when that one is killed. Does nothing in a process that was started by itself.
 */
export function endWithStarter(): void {
  const descriptor = process.env[starterPipe]
  if (descriptor === undefined) return
  // What this process starts is no part of it.
  delete process.env[starterPipe]
  const pipe = new Socket({ fd: Number(descriptor) })
  pipe.once('close', () => process.kill(process.pid, 'SIGTERM'))
  pipe.resume()
  pipe.unref()
}
