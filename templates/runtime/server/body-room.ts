/** Bytes that bodies may take together where no single one may be larger. */
const mostTogether = 268_435_456
/** As many as Node unpacks at a time anyway; all others would hold what they have unpacked so far. */
const mostUnpacking = 4

/** What all bodies that a server is receiving share. */
export interface BodyRoom {
  /** False when there is no room for so many more bytes; nothing is taken then. */
  take(bytes: number): boolean
  give(bytes: number): void
  /** Runs work that unpacks a body, when it is its turn. */
  inTurn<Result>(unpack: () => Promise<Result>): Promise<Result>
  /** Bytes for all bodies together. */
  most(): number
}

/** Room for bodies of at most `bodyLimit` bytes each: however many clients send, they do not fill the memory. */
export function createBodyRoom(bodyLimit: () => number): BodyRoom {
  let taken = 0
  let unpacking = 0
  const waiting: (() => void)[] = []
  const most = () => Math.max(mostTogether, 2 * bodyLimit())

  return {
    most,
    take(bytes) {
      if (taken + bytes > most()) return false
      taken += bytes
      return true
    },
    give(bytes) {
      taken -= bytes
    },
    async inTurn(unpack) {
      if (unpacking === mostUnpacking) {
        // Whoever is done hands its turn on.
        await new Promise<void>((resolve) => waiting.push(resolve))
      } else {
        unpacking += 1
      }
      try {
        return await unpack()
      } finally {
        const next = waiting.shift()
        if (next === undefined) unpacking -= 1
        else next()
      }
    },
  }
}
