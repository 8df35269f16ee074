import { localeSchema } from '#contract/locales.ts'

/** The locales with their names in English, in the order of these. */
export function localeOptions(): { value: string; label: string }[] {
  const languages = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })
  return localeSchema.options
    .map((value) => ({ value, label: `${languages.of(tagOf(value)) ?? value} · ${value}` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** Scripts are written out in the names of locales; tags have four letters for them. */
function tagOf(locale: string): string {
  return locale
    .split('_')
    .filter((part) => !/^(latin|cyrl|ckb|kmr)$/.test(part))
    .join('-')
}
