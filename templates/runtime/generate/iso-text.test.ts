import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoDayOf, isoMomentOf } from './iso-text.ts'

test('days and moments are written as Date writes them', () => {
  const dates = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(dates, (moment) => {
      const iso = moment.toISOString()
      expect(isoDayOf(moment.getTime())).toBe(iso.slice(0, 10))
      expect(isoMomentOf(moment.getTime())).toBe(`${iso.slice(0, 19)}Z`)
    }),
    { numRuns: 2000 },
  )
})
