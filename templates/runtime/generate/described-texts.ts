/** What a description says about the text that is described. */
export interface Described {
  /** Values that it lists as the possible ones. */
  choices: readonly string[]
  /** A value that it gives as an example. */
  sample: string | null
  /** Name or format that it speaks of, as a member of that name would be made. */
  like: string | null
  /** Whether it asks for small letters. */
  isLower: boolean
}

const nothing: Described = { choices: [], sample: null, like: null, isLower: false }

/** Descriptions begin with what a value is; examples further down are of other things. */
const mostRead = 400

const quoted = '[`\'"“*]{1,2}([^`\'"”*\\n]{1,80})[`\'"”*]{1,2}'

const samples = [
  new RegExp(
    `\\b(?:e\\.g\\.|i\\.e\\.|for example|for instance|example|examples|such as|eg\\b|ex:)[:,;]?\\s*\\(?(?:is |are )?${quoted}`,
    'i',
  ),
  /\b(?:e\.g\.|for example:?|example:)[,:]?\s+([\w@:/+-][\w@:/.+-]{1,58}[\w/])(?=[\s),.;]|$)/i,
]

const listed =
  /\b(?:one of|either|possible values|valid values|allowed values|accepted values|supported values|available values|available options|possible options|options|values|can be|could be|may be|must be|will be|enum)\b[^.`'"“]{0,50}?((?:\(?\s*[`'"“*]{1,2}[\w.-]{1,40}[`'"”*]{1,2}(?:\s*\([^)]{0,60}\))?\s*(?:,|\/|\||;|or|and|,\s*or|,\s*and)?\s*){2,})/i

/** A list after a colon that ends in `or`: `pass`, `fail`, or `unchecked`. */
const ored = /:\s*((?:`[\w.-]{1,40}`,\s*){1,12}or `[\w.-]{1,40}`)/

const bracketed = /\(([a-z][\w-]{1,30}(?:\s*[|/]\s*[a-z][\w-]{1,30}){1,9})\)/

/** Words of descriptions with the name that stands for them in the table of names or formats; the first that is found counts. */
const signs: readonly (readonly [RegExp, like: string])[] = [
  [/\biso[ -]?4217\b|\bcurrency code\b|\bthree[- ]letter currency/i, 'currency'],
  [/\biso[ -]?3166[^.]{0,40}alpha[- ]?3|\bthree[- ](letter|character) country/i, 'country code3'],
  [/\biso[ -]?3166\b|\bcountry code\b|\btwo[- ](letter|character) country/i, 'country code'],
  [/\biso[ -]?639\b|\blanguage code\b/i, 'language'],
  [/\bbcp[ -]?47\b|\blocale\b/i, 'locale'],
  [/\biana time ?zone\b|\btime ?zone\b/i, 'timezone'],
  [/\bYYYY-MM-DD\b(?!T)/, 'date'],
  [
    /\b(iso[ -]?8601|rfc[ -]?3339)\b[^.]{0,20}\bduration|\bduration\b[^.]{0,20}\biso[ -]?8601\b/i,
    'duration',
  ],
  [
    /\b(iso[ -]?8601|rfc[ -]?3339|utc (date|time)|timestamp|date[- ]time|date and time|datetime)\b/i,
    'timestamp',
  ],
  [/\buuid\b|\bguid\b/i, 'uuid'],
  [/\be\.?164\b|\b(phone|telephone|mobile) number\b/i, 'phone'],
  [/\be-?mail( address)?\b/i, 'email'],
  [/\biban\b/i, 'iban'],
  [/\bbase ?64\b/i, 'base64'],
  [/\bhex(adecimal)?\b[^.]{0,12}\bcolou?r|\bcolou?r\b[^.]{0,20}\bhex/i, 'hex color'],
  [/\bip(v4)? address\b/i, 'ip address'],
  [/\b(mime|media|content)[ -]type\b/i, 'mime type'],
  [/\bjson web token\b|\bjwt\b/i, 'jwt'],
  [/\b(pagination|continuation|paging) (token|cursor)\b|\bcursor\b/i, 'cursor'],
  [/^(the |a |an |full |optional )*(url|uri|link|https?)\b|\burl (of|to|where|for|that)\b/i, 'url'],
  [/\bsemantic version|\bsemver\b/i, 'version'],
  [/^(the |a |an )?(unique |global |internal |external |system )*(id|identifier)\b/i, 'id'],
]

/** Reads what a description tells of the value it describes. */
export function readDescription(description: string): Described {
  const text = description.slice(0, mostRead)
  if (text.trim() === '') return nothing
  const found = samples.map((pattern) => pattern.exec(text)?.[1]?.trim())
  const sample = found.find((value) => value !== undefined && value !== '') ?? null
  const like = signs.find(([pattern]) => pattern.test(text))?.[1] ?? null
  const isLower = /\blower[- ]?case\b/i.test(text)
  return { choices: readChoices(text), sample, like, isLower }
}

function readChoices(text: string): string[] {
  const list = listed.exec(text)?.[1] ?? ored.exec(text)?.[1]
  const values =
    list === undefined
      ? (bracketed.exec(text)?.[1] ?? '').split(/\s*[|/]\s*/)
      : [...list.matchAll(/[`'"“*]{1,2}([\w.-]{1,40})[`'"”*]{1,2}/g)].map(
          ([, value]) => value ?? '',
        )
  const told = [...new Set(values)].filter(
    (value) => value !== '' && !/^(null|true|false|undefined)$/.test(value),
  )
  return told.length > 1 ? told : []
}
