/** A stream of random numbers that is the same for the same seed, on every machine. */
export interface Random {
  /** 32 bits with a sign that stand for this stream. */
  seed: number
  /** At least 0, less than 1. */
  next(): number
  /** Both ends included. */
  integer(min: number, max: number): number
  /** One entry of a list that is not empty. */
  pick<Entry>(list: readonly Entry[]): Entry
  /** An independent stream; it does not depend on how far this one was read. */
  fork(name: string | number): Random
}

/** Mixes text into 32 bits (FNV-1a with a final avalanche). */
function hash(text: string, start: number): number {
  let bits = start ^ 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193)
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

/** A stream for a name; streams of different names have nothing to do with each other. */
export function createRandom(name: string, start = 0): Random {
  return new Stream(hash(name, start))
}

/**
 * A class, as a body needs thousands of streams: their functions are shared. Its numbers have a sign, as V8 keeps
 * those of 31 bits and a sign within the object.
 */
class Stream implements Random {
  readonly seed: number
  private state: number

  constructor(seed: number) {
    this.seed = seed
    this.state = seed
  }

  /** Mulberry32: small, fast, and good enough for made-up data. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    const { state } = this
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }

  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  pick<Entry>(list: readonly Entry[]): Entry {
    // The caller's list has entries, so the position exists.
    return list[Math.floor(this.next() * list.length)] as Entry
  }

  fork(name: string | number): Random {
    return new Stream(hash(typeof name === 'string' ? name : `${name}`, this.seed))
  }
}
