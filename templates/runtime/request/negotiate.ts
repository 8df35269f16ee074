import { ANY_MEDIA_TYPE, fitOf, isJson, type MediaType, parseMediaType } from './media-type.ts'

interface Preference {
  range: MediaType
  /** From 0, never, to 1. */
  quality: number
  /** Place in the header. */
  position: number
}

interface Offer {
  /** As it was given. */
  text: string
  type: MediaType
}

// Commas outside quoted strings.
const COMMA = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/

/**
 * Chooses what to send by the `Accept` header (RFC 9110 §12.5.1): the offer with the highest quality, each judged by
 * the most specific range that fits it. Of equals the one that is asked for by its name comes first, then the one that
 * the header names first, then JSON, then the earlier offer. Offers may be ranges and come back as they were given.
 * Null when nothing is acceptable: 406.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | null {
  const preferences = accept === undefined ? [] : parseAccept(accept)
  const offers = jsonFirst(offered)
  // A header that cannot be understood is no wish either.
  if (preferences.length === 0) return offers[0]?.text ?? null
  let best: Offer | null = null
  let bestRank: number[] = []
  for (const offer of offers) {
    const rank = rankOf(offer, preferences)
    if (rank && (!best || isHigher(rank, bestRank))) {
      best = offer
      bestRank = rank
    }
  }
  return best?.text ?? null
}

function parseAccept(accept: string): Preference[] {
  return accept.split(COMMA).flatMap((text, position) => {
    const range = parseMediaType(text)
    if (!range) return []
    const { q, ...others } = Object.fromEntries(range.parameters)
    const quality = q === undefined ? 1 : Number(q)
    return {
      range: { ...range, parameters: new Map(Object.entries(others)) },
      quality: quality >= 0 && quality <= 1 ? quality : 1,
      position,
    }
  })
}

function jsonFirst(offered: readonly string[]): Offer[] {
  const offers = offered.map((text) => ({ text, type: parseMediaType(text) ?? ANY_MEDIA_TYPE }))
  return offers.sort((first, second) => jsonRank(first.type) - jsonRank(second.type))
}

function jsonRank(type: MediaType): number {
  if (type.type === 'application' && type.subtype === 'json') return 0
  return isJson(type) ? 1 : 2
}

/** Quality, fit and earliness of an offer, the higher the better; null when it is not acceptable. */
function rankOf({ type }: Offer, preferences: readonly Preference[]): number[] | null {
  let rank: number[] | null = null
  const isRange = type.type === '*' || type.subtype === '*'
  for (const { range, quality, position } of preferences) {
    const fit = fitOf(range, type)
    if (fit === 0) continue
    // What a range as an offer turns into is still open, so the most welcome of its types counts.
    const next = isRange ? [quality, fit, -position] : [fit, quality, -position]
    if (!rank || isHigher(next, rank)) rank = next
  }
  if (!rank) return null
  const [first = 0, second = 0, third = 0] = rank
  const quality = isRange ? first : second
  return quality === 0 ? null : [quality, isRange ? second : first, third]
}

function isHigher(rank: readonly number[], other: readonly number[]): boolean {
  const index = rank.findIndex((value, place) => value !== other[place])
  return index !== -1 && (rank[index] ?? 0) > (other[index] ?? 0)
}
