import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('without options three rounds of three seconds are measured on the built command line', () => {
  const options = readOptions([])
  expect(options).toMatchObject({ rounds: 3, seconds: 3, specs: [], json: undefined })
  expect(options.cli).toMatch(/out.cli.mockloop\.js$/)
})

test('--quick takes one short round, and other options still count', () => {
  expect(readOptions(['--quick', '--seconds', '2'])).toMatchObject({ rounds: 1, seconds: 2 })
})

test('several specs can be given', () => {
  const { specs } = readOptions(['--spec', 'a.yaml', '--spec', 'b.json'])
  expect(specs).toEqual([resolve('a.yaml'), resolve('b.json')])
})

test('a number that cannot be meant is refused by name', () => {
  expect(() => readOptions(['--rounds', '0'])).toThrow('Cannot use --rounds 0')
})
