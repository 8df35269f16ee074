import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Milliseconds in which a client has to take something of its answer. What the system took at once counts as that, so
 * one that takes nothing has about twice as long.
 */
const patience = 60_000
const lookEvery = 30_000

/**
 * Ends connections whose clients do not take their answers, which would be held for as long as they like: of Node's own
 * time limits none is for that. Answers that are still being made have all their time.
 */
export function endStalled(server: Server): void {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', forget)
  })
  // A timer of each connection would have to be set with each answer; very few ever need one.
  const timer = setInterval(look, lookEvery).unref()
  server.once('close', () => clearInterval(timer))

  // One for all connections, which thousands may hold open.
  function forget(this: Socket): void {
    open.delete(this)
  }

  function look(): void {
    for (const socket of open) {
      // It begins anew whenever the client takes something, and Node sets another one when the answer is out.
      if (socket.writableLength > 0 && !socket.timeout) socket.setTimeout(patience)
    }
  }
}
