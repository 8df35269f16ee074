import { expect, test } from 'vitest'
import { localeSchema } from '#contract/locales.ts'
import { localeOptions } from './locale-options.ts'

test('offers every locale once, with its name in English', () => {
  const options = localeOptions()
  expect(options.map(({ value }) => value).sort()).toEqual([...localeSchema.options].sort())
  expect(options).toContainEqual({ value: 'pt_BR', label: 'Portuguese (Brazil) · pt_BR' })
  for (const { label } of options) expect(label).toMatch(/^[A-Z].+ · \w+$/)
})
