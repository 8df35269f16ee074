/** Why new rows wait: the reader said so, looks at older rows, or has an entry open. */
export type HoldReason = 'pause' | 'scroll' | 'entry' | null

export type HoldEvent =
  | { type: 'pause' }
  | { type: 'follow' }
  | { type: 'scrolled'; atTop: boolean }
  | { type: 'opened' }
  | { type: 'closed'; atTop: boolean }

/**
 * What an event makes of the hold. A pause ends only by hand; the other holds end when what caused
 * them ends and the newest row is in sight, so that rows never move under a reader's eyes.
 */
export function nextHold(hold: HoldReason, event: HoldEvent): HoldReason {
  switch (event.type) {
    case 'pause':
      return 'pause'
    case 'follow':
      return null
    case 'scrolled':
      if (!event.atTop) return hold ?? 'scroll'
      return hold === 'scroll' ? null : hold
    case 'opened':
      return hold === 'pause' ? hold : 'entry'
    case 'closed':
      if (hold !== 'entry') return hold
      return event.atTop ? null : 'scroll'
  }
}
