import { BlockList, isIP } from 'node:net'

/** How far an address is from the public internet. */
export type AddressReach = 'public' | 'private' | 'loopback' | 'forbidden'

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix = ''] = range.split('/')
    list.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}

const loopback = blockList(['127.0.0.0/8', '::1/128'])
const privateRanges = blockList(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'])
/** Link-local (cloud metadata lives there), carrier NAT, documentation, multicast, transition prefixes … (IANA special-purpose registries). */
const forbidden = blockList([
  '0.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fd00:ec2::/32',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
])

/** Classes an IP address; an IPv4 address inside IPv6 counts as itself. Anything unreadable is forbidden. */
export function reachOf(address: string): AddressReach {
  const plain = address.replace(/^\[|\]$/g, '').split('%', 1)[0] ?? ''
  const mapped = plain.match(/^::ffff:(.+)$/i)?.[1]
  if (mapped !== undefined) return reachOf(mapped.includes('.') ? mapped : dotted(mapped))
  const version = isIP(plain)
  if (version === 0) return 'forbidden'
  const family = version === 6 ? 'ipv6' : 'ipv4'
  if (forbidden.check(plain, family)) return 'forbidden'
  if (loopback.check(plain, family)) return 'loopback'
  return privateRanges.check(plain, family) ? 'private' : 'public'
}

/** `7f00:1` as `127.0.0.1`. */
function dotted(hex: string): string {
  const [high = '', low = ''] = hex.split(':')
  const value = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.')
}
