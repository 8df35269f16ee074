/** Where a locale is spoken: what addresses, money and times there have in common. */
export interface Region {
  /** ISO 3166-1, two and three letters. */
  country: string
  country3: string
  /** Name of the country in the language of the locale. */
  countryName: string
  /** ISO 4217. */
  currency: string
  timezone: string
  /** Calling code without the plus sign. */
  dial: string
  latitude: number
  longitude: number
  /** ISO 639, and as a tag with the country. */
  language: string
  tag: string
}

/**
 * A row for each locale that data can be made up in, by the name of its file in Faker:
 * country | its name | three letters | currency | time zone | calling code | latitude | longitude.
 * Written out rather than asked from Intl: bodies are the same whatever version of ICU a machine has.
 */
const rows: Readonly<Record<string, string>> = {
  af_ZA: 'ZA|Suid-Afrika|ZAF|ZAR|Africa/Johannesburg|27|-26.2|28.05',
  ar: 'EG|مصر|EGY|EGP|Africa/Cairo|20|30.04|31.24',
  az: 'AZ|Azərbaycan|AZE|AZN|Asia/Baku|994|40.41|49.87',
  bn_BD: 'BD|বাংলাদেশ|BGD|BDT|Asia/Dhaka|880|23.81|90.41',
  cs_CZ: 'CZ|Česko|CZE|CZK|Europe/Prague|420|50.08|14.44',
  cy: 'GB|Y Deyrnas Unedig|GBR|GBP|Europe/London|44|51.51|-0.13',
  da: 'DK|Danmark|DNK|DKK|Europe/Copenhagen|45|55.68|12.57',
  de: 'DE|Deutschland|DEU|EUR|Europe/Berlin|49|52.52|13.4',
  de_AT: 'AT|Österreich|AUT|EUR|Europe/Vienna|43|48.21|16.37',
  de_CH: 'CH|Schweiz|CHE|CHF|Europe/Zurich|41|47.37|8.54',
  dv: 'MV|ދިވެހިރާއްޖެ|MDV|MVR|Indian/Maldives|960|4.18|73.51',
  el: 'GR|Ελλάδα|GRC|EUR|Europe/Athens|30|37.98|23.73',
  en: 'US|United States|USA|USD|America/New_York|1|40.71|-74.01',
  en_AU: 'AU|Australia|AUS|AUD|Australia/Sydney|61|-33.87|151.21',
  en_CA: 'CA|Canada|CAN|CAD|America/Toronto|1|43.65|-79.38',
  en_GB: 'GB|United Kingdom|GBR|GBP|Europe/London|44|51.51|-0.13',
  en_GH: 'GH|Ghana|GHA|GHS|Africa/Accra|233|5.6|-0.19',
  en_HK: 'HK|Hong Kong|HKG|HKD|Asia/Hong_Kong|852|22.32|114.17',
  en_IE: 'IE|Ireland|IRL|EUR|Europe/Dublin|353|53.35|-6.26',
  en_IN: 'IN|India|IND|INR|Asia/Kolkata|91|28.61|77.21',
  en_NG: 'NG|Nigeria|NGA|NGN|Africa/Lagos|234|6.52|3.38',
  en_NP: 'NP|Nepal|NPL|NPR|Asia/Kathmandu|977|27.72|85.32',
  en_US: 'US|United States|USA|USD|America/New_York|1|40.71|-74.01',
  en_ZA: 'ZA|South Africa|ZAF|ZAR|Africa/Johannesburg|27|-26.2|28.05',
  es: 'ES|España|ESP|EUR|Europe/Madrid|34|40.42|-3.7',
  es_MX: 'MX|México|MEX|MXN|America/Mexico_City|52|19.43|-99.13',
  fa: 'IR|ایران|IRN|IRR|Asia/Tehran|98|35.69|51.39',
  fi: 'FI|Suomi|FIN|EUR|Europe/Helsinki|358|60.17|24.94',
  fr: 'FR|France|FRA|EUR|Europe/Paris|33|48.86|2.35',
  fr_BE: 'BE|Belgique|BEL|EUR|Europe/Brussels|32|50.85|4.35',
  fr_CA: 'CA|Canada|CAN|CAD|America/Toronto|1|43.65|-79.38',
  fr_CH: 'CH|Suisse|CHE|CHF|Europe/Zurich|41|47.37|8.54',
  fr_LU: 'LU|Luxembourg|LUX|EUR|Europe/Luxembourg|352|49.61|6.13',
  fr_SN: 'SN|Sénégal|SEN|XOF|Africa/Dakar|221|14.72|-17.47',
  he: 'IL|ישראל|ISR|ILS|Asia/Jerusalem|972|31.77|35.21',
  hr: 'HR|Hrvatska|HRV|EUR|Europe/Zagreb|385|45.82|15.98',
  hu: 'HU|Magyarország|HUN|HUF|Europe/Budapest|36|47.5|19.04',
  hy: 'AM|Հայաստան|ARM|AMD|Asia/Yerevan|374|40.18|44.51',
  id_ID: 'ID|Indonesia|IDN|IDR|Asia/Jakarta|62|-6.21|106.85',
  it: 'IT|Italia|ITA|EUR|Europe/Rome|39|41.9|12.5',
  ja: 'JP|日本|JPN|JPY|Asia/Tokyo|81|35.68|139.69',
  ka_GE: 'GE|საქართველო|GEO|GEL|Asia/Tbilisi|995|41.72|44.79',
  ko: 'KR|대한민국|KOR|KRW|Asia/Seoul|82|37.57|126.98',
  ku_ckb: 'IQ|عێراق|IRQ|IQD|Asia/Baghdad|964|36.19|44.01',
  ku_kmr_latin: 'TR|Tirkiye|TUR|TRY|Europe/Istanbul|90|41.01|28.98',
  lv: 'LV|Latvija|LVA|EUR|Europe/Riga|371|56.95|24.11',
  mk: 'MK|Северна Македонија|MKD|MKD|Europe/Skopje|389|42|21.43',
  mn_MN_cyrl: 'MN|Монгол|MNG|MNT|Asia/Ulaanbaatar|976|47.89|106.91',
  nb_NO: 'NO|Norge|NOR|NOK|Europe/Oslo|47|59.91|10.75',
  ne: 'NP|नेपाल|NPL|NPR|Asia/Kathmandu|977|27.72|85.32',
  nl: 'NL|Nederland|NLD|EUR|Europe/Amsterdam|31|52.37|4.9',
  nl_BE: 'BE|België|BEL|EUR|Europe/Brussels|32|50.85|4.35',
  pl: 'PL|Polska|POL|PLN|Europe/Warsaw|48|52.23|21.01',
  pt_BR: 'BR|Brasil|BRA|BRL|America/Sao_Paulo|55|-23.55|-46.63',
  pt_PT: 'PT|Portugal|PRT|EUR|Europe/Lisbon|351|38.72|-9.14',
  ro: 'RO|România|ROU|RON|Europe/Bucharest|40|44.43|26.1',
  ro_MD: 'MD|Republica Moldova|MDA|MDL|Europe/Chisinau|373|47.01|28.86',
  ru: 'RU|Россия|RUS|RUB|Europe/Moscow|7|55.76|37.62',
  sk: 'SK|Slovensko|SVK|EUR|Europe/Bratislava|421|48.15|17.11',
  sl_SI: 'SI|Slovenija|SVN|EUR|Europe/Ljubljana|386|46.06|14.51',
  sr_RS_latin: 'RS|Srbija|SRB|RSD|Europe/Belgrade|381|44.79|20.45',
  sv: 'SE|Sverige|SWE|SEK|Europe/Stockholm|46|59.33|18.07',
  ta_IN: 'IN|இந்தியா|IND|INR|Asia/Kolkata|91|28.61|77.21',
  th: 'TH|ไทย|THA|THB|Asia/Bangkok|66|13.76|100.5',
  tr: 'TR|Türkiye|TUR|TRY|Europe/Istanbul|90|41.01|28.98',
  uk: 'UA|Україна|UKR|UAH|Europe/Kyiv|380|50.45|30.52',
  ur: 'PK|پاکستان|PAK|PKR|Asia/Karachi|92|33.69|73.05',
  uz_UZ_latin: 'UZ|Oʻzbekiston|UZB|UZS|Asia/Tashkent|998|41.31|69.28',
  vi: 'VN|Việt Nam|VNM|VND|Asia/Ho_Chi_Minh|84|21.03|105.85',
  yo_NG: 'NG|Nàìjíríà|NGA|NGN|Africa/Lagos|234|6.52|3.38',
  zh_CN: 'CN|中国|CHN|CNY|Asia/Shanghai|86|31.23|121.47',
  zh_TW: 'TW|台灣|TWN|TWD|Asia/Taipei|886|25.03|121.57',
  zu_ZA: 'ZA|iNingizimu Afrika|ZAF|ZAR|Africa/Johannesburg|27|-26.2|28.05',
}

/** Names of the locales that data can be made up in. */
export const locales: readonly string[] = Object.keys(rows)

/** The locale that is meant by a name in any common spelling, such as `pt-br`; undefined for an unknown one. */
export function localeNamed(text: string): string | undefined {
  const plain = (name: string) => name.trim().replaceAll('-', '_').toLowerCase()
  return locales.find((locale) => plain(locale) === plain(text))
}

/** The region of a locale; of an unknown one that of `en`. */
export function regionOf(locale: string): Region {
  const name = Object.hasOwn(rows, locale) ? locale : 'en'
  const [country = '', countryName = '', country3 = '', currency = '', timezone = '', dial = ''] = (
    rows[name] ?? ''
  ).split('|')
  const [latitude = 0, longitude = 0] = (rows[name] ?? '').split('|').slice(6).map(Number)
  const language = name.split('_')[0] ?? 'en'
  const tag = `${language}-${country}`
  const money = { currency, timezone, dial }
  return { country, country3, countryName, ...money, latitude, longitude, language, tag }
}
