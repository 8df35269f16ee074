/**
 * The nth number of a stream, from 0 (inclusive) to 1 (exclusive). Each stream of a seed is independent, so that
 * requests to one rule do not shift the draws of another. The mixing steps are those of MurmurHash3's finaliser.
 */
export function drawAt(seed: number, stream: number, n: number): number {
  let hash = mix(seed ^ 0x9e37_79b9)
  hash = mix(hash ^ Math.imul(stream + 1, 0x85eb_ca6b))
  hash = mix(hash ^ Math.imul(n + 1, 0xc2b2_ae35))
  return hash / 2 ** 32
}

function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
