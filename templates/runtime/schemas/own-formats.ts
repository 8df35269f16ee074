/** Tells whether a text has a format that is told by its name. */
export type FormatCheck = (text: string) => boolean

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
const quoted = String.raw`"(?:[ !#-[\]-~]|\\[ -~])*"`
const localPart = new RegExp(`^(?:${atom}(?:\\.${atom})*|${quoted})$`, 'i')
const domain = new RegExp(`^${label}(?:\\.${label})*$`, 'i')
const addressLiteral = /^\[(ipv6:)?([^\]]+)\]$/i

/** Addresses as SMTP has them (RFC 5321 §4.1.2): also of a host without dots, of an IP address, or in quotes. */
export function createEmailCheck(isIpv4: FormatCheck, isIpv6: FormatCheck): FormatCheck {
  return (text) => {
    const at = text.lastIndexOf('@')
    if (at === -1 || !localPart.test(text.slice(0, at))) return false
    const host = text.slice(at + 1)
    const [, ipv6, address = ''] = addressLiteral.exec(host) ?? []
    if (address === '') return domain.test(host)
    return ipv6 ? isIpv6(address) : isIpv4(address)
  }
}

const encoded = '%[0-9a-f]{2}'
const literal = String.raw`[^\u0000- "<>%\\^\u0060{|}\u007f]|${encoded}`
const nameUnit = `(?:[a-z0-9_]|${encoded})+`
const variable = String.raw`${nameUnit}(?:\.${nameUnit})*(?::[1-9]\d{0,3}|\*)?`
const uriTemplate = new RegExp(
  String.raw`^(?:${literal}|\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\})*$`,
  'i',
)

/** RFC 6570 §2, with the erratum that allows an apostrophe. */
export const isUriTemplate: FormatCheck = (text) => uriTemplate.test(text)

/** The same check without fractions of a second: read as numbers, long ones round up to the next minute. */
export function ignoreFraction(check: FormatCheck): FormatCheck {
  return (text) => check(text.replace(/(:\d\d)\.\d+/, '$1'))
}
