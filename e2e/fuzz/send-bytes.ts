import { connect } from 'node:net'
import type { RandomRequest } from './random-request.ts'

export interface RawAnswer {
  /** Statuses of all answers that came over the connection. */
  statuses: number[]
  outcome: 'ended' | 'abandoned' | 'silent'
}

const mostBytes = 65_536

/**
 * Sends bytes as they are, says that no more will come, and reads until the server ends the connection;
 * `silent` when it does not within the time.
 */
export function sendBytes(
  port: number,
  { bytes, abandonAfter }: RandomRequest,
  silentAfterSeconds: number,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const finish = (outcome: RawAnswer['outcome']) => {
      clearInterval(timer)
      socket.destroy()
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) =>
        Number(status),
      )
      resolve({ statuses, outcome })
    }
    // Counted second by second: when this process itself stands still, the time does not count.
    let waited = 0
    const timer = setInterval(() => {
      waited += 1
      if (waited === silentAfterSeconds) finish('silent')
    }, 1_000)
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      if (text.length < mostBytes) text += chunk
    })
    socket.once('close', () => finish('ended'))
    // The server may end the connection while this side still sends.
    socket.on('error', () => undefined)
    if (abandonAfter === null) socket.end(bytes)
    else if (abandonAfter === 0) socket.once('connect', () => finish('abandoned'))
    else socket.write(bytes.subarray(0, abandonAfter), () => finish('abandoned'))
  })
}
