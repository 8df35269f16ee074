import { expect, test } from 'vitest'
import { exportName, formatBytes } from './export-name.ts'

test('a server name becomes a file name that every system accepts', () => {
  expect(exportName('Pet Store (v2)')).toBe('pet-store-v2-mock')
  expect(exportName('Café / Menü')).toBe('cafe-menu-mock')
  expect(exportName('../..')).toBe('api-mock')
  expect(exportName('日本語')).toBe('api-mock')
})

test('sizes are short', () => {
  expect(formatBytes(812)).toBe('812 B')
  expect(formatBytes(14_200)).toBe('14.2 kB')
  expect(formatBytes(3_140_000)).toBe('3.1 MB')
})
