import { expect, test } from 'vitest'
import { findLocale } from './locale-names.ts'

test.each([
  ['de', 'de'],
  ['pt-br', 'pt_BR'],
  ['FR_ca', 'fr_CA'],
  [' sr-RS-latin ', 'sr_RS_latin'],
])('finds the locale that is meant by %j', (text, locale) => {
  expect(findLocale(text)).toBe(locale)
})

test.each(['', 'xx', 'constructor', '../en', 'de_DE_x'])('knows no locale called %j', (text) => {
  expect(findLocale(text)).toBeUndefined()
})
