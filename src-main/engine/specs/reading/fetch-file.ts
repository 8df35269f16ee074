import { lookup as resolveHost } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import { type AddressReach, reachOf } from './public-address.ts'

/** Bounds of one download. */
export interface FetchLimits {
  /** Which addresses may be connected to. */
  allow: readonly AddressReach[]
  /** Redirects to other hosts are followed only where the user named the address himself. */
  crossHostRedirects: boolean
  maxBytes: number
  /** For the whole download, redirects included, in milliseconds. */
  timeout: number
  signal: AbortSignal | undefined
}

/**
 * Bytes behind an http(s) address. The host name is resolved once, every address it has is judged, and the
 * connection goes to the judged address, so that a second DNS answer cannot lead elsewhere.
 * Rejects with an Error whose message is one clause.
 */
export async function fetchFile(address: string, limits: FetchLimits): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(limits.timeout)
  const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout
  let url = new URL(address)
  const firstHost = url.host
  for (let redirects = 0; redirects <= 5; redirects++) {
    const sameHost = url.host === firstHost
    if (!sameHost && !limits.crossHostRedirects) {
      throw new Error(`it redirects to another host (${url.host})`)
    }
    // Another host than the one the user named may only be a public one.
    const allow: readonly AddressReach[] = sameHost ? limits.allow : ['public']
    const answer = await get(url, allow, signal)
    const status = answer.statusCode ?? 0
    const location = answer.headers.location
    if (status >= 300 && status < 400 && location !== undefined) {
      answer.destroy()
      url = new URL(location, url)
      if (!/^https?:$/.test(url.protocol))
        throw new Error('it redirects to something else than http')
      continue
    }
    if (status !== 200) {
      answer.destroy()
      throw new Error(`the server answered ${status}`)
    }
    return readBody(answer, limits.maxBytes)
  }
  throw new Error('it redirects too often')
}

function get(
  url: URL,
  allow: readonly AddressReach[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) refuseUnless(allow, host)
  // Taken when needed: an import of `node:http` loads Node's whole HTTP client, which most specs do without.
  const { request: send } = process.getBuiltinModule(
    url.protocol === 'https:' ? 'node:https' : 'node:http',
  )
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'application/json, application/yaml, text/yaml, */*;q=0.5',
      'accept-encoding': 'identity',
    }
    const outgoing = send(url, { headers, signal, agent: false, lookup: pinnedLookup(allow) })
    outgoing.once('response', resolve)
    outgoing.once('error', (error) => {
      reject(signal.aborted ? abortReason(signal) : new Error(reasonOf(error), { cause: error }))
    })
    outgoing.end()
  })
}

/** A DNS lookup that fails when one of the host's addresses is not allowed. */
function pinnedLookup(allow: readonly AddressReach[]): LookupFunction {
  return (hostname, options, callback) => {
    resolveHost(hostname, { all: true, verbatim: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0)
        return
      }
      try {
        for (const { address } of addresses) refuseUnless(allow, address)
      } catch (refusal) {
        // refuseUnless throws nothing but Errors.
        callback(refusal as Error, '', 0)
        return
      }
      const [first] = addresses
      if (options.all) callback(null, addresses)
      else callback(null, first?.address ?? '', first?.family ?? 4)
    })
  }
}

function refuseUnless(allow: readonly AddressReach[], address: string): void {
  const reach = reachOf(address)
  if (allow.includes(reach)) return
  throw new Error(`${address} is a ${reach === 'forbidden' ? 'reserved' : reach} address`)
}

async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  // Without an encoding set a stream of a response yields Buffers.
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) {
      answer.destroy()
      throw new Error(`it is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function abortReason(signal: AbortSignal): Error {
  const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
  return new Error(timedOut ? 'the server took too long' : 'it was cancelled')
}

function reasonOf(error: Error & { code?: string }): string {
  if (error.code === 'ENOTFOUND') return 'the host is unknown'
  if (error.code === 'ECONNREFUSED') return 'the connection was refused'
  return error.message
}
