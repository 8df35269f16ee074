import { connect, type Socket } from 'node:net'
import { setPriority } from 'node:os'

/**
 * A hostile client in a process of its own, until it is ended:
 * `node bench/attack.ts <name of an attack> <base URL> <attempts per second>`. Prints how many attempts it made.
 */
const attacks: Record<string, (socket: Socket, attempt: number) => void> = {
  'abandoned connections': (socket, attempt) => {
    socket.write(pick(starts, attempt))
    setTimeout(() => socket.resetAndDestroy(), 250)
  },
  'slow bodies': (socket) => {
    socket.write(`${postHead}Content-Length: 1000\r\n\r\n`)
    const drip = setInterval(() => socket.write('a'), 100)
    const end = setTimeout(() => socket.destroy(), 1_000)
    socket.once('close', () => {
      clearInterval(drip)
      clearTimeout(end)
    })
  },
  'bodies over the limit': (socket, attempt) => {
    const announced =
      attempt % 2 === 0 ? 'Content-Length: 5000000000' : 'Transfer-Encoding: chunked'
    socket.write(`${postHead}${announced}\r\n\r\n`)
    socket.write(attempt % 2 === 0 ? filler : `fffffff\r\n${filler}`)
    socket.once('data', () => socket.destroy())
    setTimeout(() => socket.destroy(), 250)
  },
  'floods of headers': (socket, attempt) => {
    const many = attempt % 2 === 0 ? 'A: b\r\n'.repeat(20_000) : `A: ${filler}\r\n`
    socket.end(`GET / HTTP/1.1\r\nHost: x\r\n${many}\r\n`)
  },
  'malformed HTTP': (socket, attempt) => socket.end(pick(broken, attempt)),
  // Ended by the server, when its patience is over.
  'connections held open': (socket, attempt) => socket.write(pick(starts, attempt)),
}

const postHead =
  'POST /areas/0/shops/s0/books HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
const filler = 'a'.repeat(100_000)
const starts = ['', 'G', 'GET / HTTP/1.1\r\nHost: x\r\n', `${postHead}Content-Length: 9\r\n\r\nab`]
const broken = [
  'nonsense\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\nBad Header: 1\r\nHost: x\r\n\r\n',
  `${postHead}Content-Length: -1\r\n\r\n`,
  `${postHead}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `${postHead}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
]

/** Attempts that may be under way at once: with fewer than a process may open files. */
const openAtOnce = 12_000
const tickMs = 10

const [name = '', baseUrl = '', perSecond = ''] = process.argv.slice(2)
const attack = attacks[name]
if (attack === undefined) {
  throw new Error(`There is no attack "${name}": ${Object.keys(attacks).join(', ')}.`)
}
const { port, hostname } = new URL(baseUrl)
const open = new Set<Socket>()
// What is measured beside it on the same core goes first.
setPriority(19)

const startedAt = performance.now()
let attempts = 0
setInterval(() => {
  const due = Math.floor(((performance.now() - startedAt) / 1000) * Number(perSecond))
  while (attempts < due && open.size < openAtOnce) attempt(attack)
}, tickMs)
process.once('SIGTERM', () => {
  console.log(attempts)
  process.exit()
})

function attempt(how: (socket: Socket, attempt: number) => void): void {
  const socket = connect(Number(port), hostname)
  const number = attempts
  attempts += 1
  open.add(socket)
  socket.once('connect', () => how(socket, number))
  // That the server ends the connection is what an attacker has to expect.
  socket.on('error', () => undefined)
  // What is not read keeps a connection from ending.
  socket.resume()
  socket.once('close', () => open.delete(socket))
}

function pick(texts: readonly string[], attempt: number): string {
  return texts[attempt % texts.length] ?? ''
}
