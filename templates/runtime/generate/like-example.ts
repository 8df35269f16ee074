import type { Random } from './random-source.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const moment = /^\d{4}-\d\d-\d\d|^\d\d[:/.]\d\d/
const address = /^\d{1,3}(\.\d{1,3}){3}|^[\w-]+\/[\w.+-]+$/
const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const hexDigits = '0123456789abcdef'

/** Whether an example is an id or a code: another one of the same form is as good. */
export function isCodeLike(example: string): boolean {
  return (
    example.length <= 80 &&
    /\d/.test(example) &&
    !/\s/.test(example) &&
    !moment.test(example) &&
    !address.test(example) &&
    !uuid.test(example)
  )
}

/** Another id or code of the same form: `cus_9s6XKz` becomes `cus_4h1TRw`; words, years and versions stay. */
export function likeExample(example: string, random: Random): string {
  const stream = random.fork('like')
  const start = /^https?:\/\/[^/]*/.exec(example)?.[0] ?? ''
  return (
    start + example.slice(start.length).replaceAll(/[A-Za-z0-9]+/g, (token) => vary(token, stream))
  )
}

function vary(token: string, random: Random): string {
  if (!/\d/.test(token) || /^v\d{1,2}$/i.test(token)) return token
  if (/^[A-Za-z]+\d$/.test(token) || /^(19|20)\d\d$/.test(token)) return token
  const isHex = token.length >= 8 && /^[0-9a-f]+$/.test(token)
  // A word with a number at its end, such as INV2041.
  const word = isHex ? '' : (/^([A-Za-z]{2,})\d+$/.exec(token)?.[1] ?? '')
  const rest = [...token.slice(word.length)].map((letter, at) => {
    if (isHex && /[a-f]/.test(token)) return random.pick([...hexDigits])
    if (/\d/.test(letter))
      return at === 0 && letter !== '0' ? String(random.integer(1, 9)) : random.pick([...digits])
    const other = random.pick([...lower])
    return letter === letter.toUpperCase() ? other.toUpperCase() : other
  })
  return word + rest.join('')
}
