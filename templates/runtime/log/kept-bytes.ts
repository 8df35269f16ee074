/** Up to this size, in bytes, a text is copied into the place that keeps it. */
const mostCopied = 4096
const smallestMemory = 256

/** Bytes that are kept at a place: few of them in memory of the place's own, which is used again and again. */
export interface KeptBytes {
  memory: Buffer
  /** How many stand in the memory; negative where they are kept as they were given. */
  length: number
  given: Buffer | null
}

/** A place for bytes, without any. */
export function placeForBytes(): KeptBytes {
  return { memory: Buffer.alloc(0), length: -1, given: null }
}

/** Keeps these bytes instead of those before. */
export function keepBytes(kept: KeptBytes, bytes: Buffer | null): void {
  if (bytes === null || bytes.length > mostCopied) {
    kept.given = bytes
    kept.length = -1
    return
  }
  if (bytes.length > kept.memory.length) {
    const size = Math.max(smallestMemory, 2 ** Math.ceil(Math.log2(bytes.length)))
    kept.memory = Buffer.allocUnsafeSlow(size)
  }
  kept.memory.set(bytes)
  kept.length = bytes.length
  kept.given = null
}

/** What is kept, as it stays while the place is used again. */
export function keptBytes({ memory, length, given }: KeptBytes): Buffer | null {
  return length < 0 ? given : Buffer.from(memory.subarray(0, length))
}
