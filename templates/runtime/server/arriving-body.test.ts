import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { gatherBody } from './arriving-body.ts'
import { type BodyRoom, createBodyRoom } from './body-room.ts'

interface Gathered {
  outcome: string
  /** Bytes that were taken at most, and in the end. */
  highest: number
  left: number
}

/** Counts what is taken of room that ends at `most`. */
function countedRoom(most: number) {
  const room = { ...createBodyRoom(() => 0), taken: 0, highest: 0 }
  room.take = (bytes) => {
    if (room.taken + bytes > most) return false
    room.taken += bytes
    room.highest = Math.max(room.highest, room.taken)
    return true
  }
  room.give = (bytes) => {
    room.taken -= bytes
  }
  return room
}

/** Gathers a body that is sent in these pieces, which arrive one by one. */
async function gather(pieces: readonly string[], limit: number, most: number): Promise<Gathered> {
  const room = countedRoom(most)
  let told = (_outcome: string) => {}
  const outcome = new Promise<string>((resolve) => {
    told = resolve
  })
  const { request, push } = await openRequest()
  gatherBody(request, limit, room satisfies BodyRoom, {
    came(bytes, release) {
      const text = bytes.toString()
      release()
      told(text)
    },
    refused: (trouble) => told(trouble),
    brokeOff: () => told('broke off'),
  })
  for (const piece of pieces) await push(piece)
  await push(null)
  return { outcome: await outcome, highest: room.highest, left: room.taken }
}

/** A request whose body comes as the test has it, piece by piece. */
async function openRequest() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo.
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
  const [request]: IncomingMessage[] = await once(server, 'request')
  if (request === undefined) throw new Error('There is no request.')
  onTestFinished(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  return {
    request,
    async push(piece: string | null) {
      if (piece === null) {
        socket.end('0\r\n\r\n')
        return
      }
      const came = once(request, 'data')
      socket.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`)
      await came
    },
  }
}

const small = fc.string({ minLength: 1, maxLength: 400 })
const large = fc.integer({ min: 4000, max: 9000 }).map((length) => 'b'.repeat(length))
const pieces = fc.array(fc.oneof(small, large), { maxLength: 12 })

test('a body is what its pieces are, and gives back the room it took', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (sent) => {
      const { outcome, left } = await gather(sent, 200_000, 200_000)
      expect([outcome, left]).toEqual([sent.join(''), 0])
    }),
    { numRuns: 50 },
  )
})

test('a body above the limit, or without room, is let go at once', async () => {
  const sent = ['a'.repeat(300), 'b'.repeat(300), 'c', 'd']
  expect(await gather(sent, 601, 10_000)).toMatchObject({ outcome: 'too large', left: 0 })
  expect(await gather(sent, 602, 10_000)).toMatchObject({ outcome: sent.join(''), left: 0 })
  expect(await gather(sent, 10_000, 500)).toMatchObject({ outcome: 'no room', left: 0 })
})

test('a body that comes byte by byte takes no more than twice its size', async () => {
  const { outcome, highest } = await gather(Array(600).fill('a'), 100_000, 100_000)
  expect(outcome).toBe('a'.repeat(600))
  expect(highest).toBeLessThanOrEqual(1200)
})

test('a body that breaks off gives back its room', async () => {
  const room = countedRoom(1000)
  const { request, push } = await openRequest()
  const brokeOff = new Promise<void>((resolve, reject) => {
    const never = () => reject(new Error('It did not break off.'))
    gatherBody(request, 1000, room, { came: never, refused: never, brokeOff: resolve })
  })
  await push('half')
  expect(room.taken).toBe(4)
  request.destroy()
  await brokeOff
  expect(room.taken).toBe(0)
})
