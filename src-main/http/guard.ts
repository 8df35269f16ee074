import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

export interface Refusal {
  status: 401 | 403
  message: string
}

export interface GuardOptions {
  isBearer(token: string): boolean
  /** Host names this door may be called by besides `localhost` and addresses. */
  allowedHosts: readonly string[]
}

/**
 * Decides before any routing whether a request may come in.
 * - Host: an attacker's name that resolves to this machine (DNS rebinding) is not on the list. An address
 *   is no name and cannot be rebound.
 * - Origin: a browser sends it with every request a page of another site makes; only our own page may.
 * - Authorization: a bearer token, except where `isPublic` says that there is nothing to protect.
 */
export function checkRequest(
  request: Pick<IncomingMessage, 'headers'>,
  options: GuardOptions,
  isPublic: boolean,
): Refusal | null {
  const { host = '', origin } = request.headers
  if (!isAllowedHost(host, options.allowedHosts)) {
    return { status: 403, message: `This server does not answer to the host name "${host}".` }
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, message: 'Pages of other origins may not call this server.' }
  }
  if (isPublic) return null
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer' && options.isBearer(token)) return null
  return { status: 401, message: 'Send the token of this workspace as "Authorization: Bearer …".' }
}

function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (name === 'localhost' || allowed.includes(name)) return true
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
}
