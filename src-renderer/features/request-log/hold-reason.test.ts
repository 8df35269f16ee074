import { expect, test } from 'vitest'
import { type HoldEvent, type HoldReason, nextHold } from './hold-reason.ts'

function after(...events: HoldEvent[]): HoldReason {
  return events.reduce<HoldReason>(nextHold, null)
}

test('looking at older rows holds the list until the newest is in sight again', () => {
  expect(after({ type: 'scrolled', atTop: false })).toBe('scroll')
  expect(after({ type: 'scrolled', atTop: false }, { type: 'scrolled', atTop: true })).toBeNull()
})

test('an open entry holds the list until it is closed at the top', () => {
  expect(after({ type: 'opened' }, { type: 'scrolled', atTop: true })).toBe('entry')
  expect(after({ type: 'opened' }, { type: 'closed', atTop: true })).toBeNull()
  expect(after({ type: 'opened' }, { type: 'closed', atTop: false })).toBe('scroll')
})

test('a pause ends only by hand', () => {
  const held = [
    { type: 'pause' },
    { type: 'opened' },
    { type: 'closed', atTop: true },
    { type: 'scrolled', atTop: true },
  ] satisfies HoldEvent[]
  expect(after(...held)).toBe('pause')
  expect(after(...held, { type: 'follow' })).toBeNull()
})
