import { expect, test } from 'vitest'
import { figure, table } from './table.ts'

test('columns line up, figures to the right, and what is missing is a dash', () => {
  expect(
    table(
      ['server', 'req/s'],
      [
        ['Express', '12,345'],
        ['ours', null],
      ],
    ),
  ).toBe(
    [
      '| server  |  req/s |',
      '| ------- | -----: |',
      '| Express | 12,345 |',
      '| ours    |      – |',
    ].join('\n'),
  )
})

test('figures have their thousands separated and the decimals asked for', () => {
  expect(figure(12_345.6)).toBe('12,346')
  expect(figure(1.5, 2)).toBe('1.50')
  expect(figure(null)).toBeNull()
})
