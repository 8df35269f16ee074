import type { Operation, Response } from '#engine/specs/mock-api.ts'
import { http } from '../server/node-http.ts'

/** A declared response and the status code it is sent with. */
export interface ChosenResponse {
  status: number
  response: Response
}

/** Status codes for a declared range, as most servers would use them. */
const statusOfRange: Readonly<Record<string, number>> = {
  '2XX': 200,
  '3XX': 302,
  '4XX': 400,
  '5XX': 500,
}

/**
 * The answer of an operation when nothing went wrong: the lowest 2xx, else a redirect, else `default` (which is
 * then the only place for a success), else whatever comes lowest. Null when nothing usable is declared.
 */
export function chooseSuccess(operation: Operation): ChosenResponse | null {
  const found =
    lowestOfClass(operation, '2') ??
    lowestOfClass(operation, '3', [304]) ??
    declaredAs(operation, 'DEFAULT', 200) ??
    lowestOfClass(operation, '3') ??
    lowestOfClass(operation, '4') ??
    lowestOfClass(operation, '5')
  return found
}

/** What is declared for a status code: the code itself, its range, or `default`. Null when nothing is. */
export function chooseForStatus(operation: Operation, status: number): ChosenResponse | null {
  if (!isSendable(status)) {
    return null
  }
  return (
    declaredAs(operation, String(status), status) ??
    declaredAs(operation, `${Math.trunc(status / 100)}XX`, status) ??
    declaredAs(operation, 'DEFAULT', status)
  )
}

/**
 * The declared answer to a request that broke the spec. A request that cannot be understood (400) and one that
 * breaks a schema (422) stand in for each other, since most specs declare only one of them.
 */
export function chooseForFailure(operation: Operation, failure: number): ChosenResponse | null {
  const codes = failure === 400 ? [400, 422] : failure === 422 ? [422, 400] : [failure]
  for (const code of codes) {
    const exact = declaredAs(operation, String(code), code)
    if (exact !== null) {
      return exact
    }
  }
  return chooseForStatus(operation, failure)
}

/** The declared response written as in the spec ("404", "4XX", "default"), with a status to send it with. */
export function chooseAsWritten(operation: Operation, written: string): ChosenResponse | null {
  const key = written.toUpperCase()
  if (key === 'DEFAULT') {
    const hasSuccess = lowestOfClass(operation, '2') !== null
    return declaredAs(operation, key, hasSuccess ? unclaimed(operation, key, 500) : 200)
  }
  const inRange = Object.hasOwn(statusOfRange, key) ? statusOfRange[key] : undefined
  if (inRange !== undefined) {
    return declaredAs(operation, key, unclaimed(operation, key, inRange))
  }
  return /^\d{3}$/.test(written) ? chooseForStatus(operation, Number(written)) : null
}

/** A code for which nothing else is declared than the range or `default`: the usual one if that can be. */
function unclaimed(operation: Operation, key: string, usual: number): number {
  const isClaimed = (status: number) =>
    chooseForStatus(operation, status)?.response.status.toUpperCase() !== key
  if (!isClaimed(usual)) return usual
  const first = Math.trunc(usual / 100) * 100
  // Known codes come first, then any of the class, and for `default` of the other error class.
  const known = Object.keys(http.STATUS_CODES).map(Number)
  const ofClass = (from: number) => known.filter((status) => status >= from && status < from + 100)
  const candidates = [...ofClass(first), ...(key === 'DEFAULT' ? ofClass(400) : []), first + 99]
  return candidates.find((status) => !isClaimed(status)) ?? usual
}

/** Codes a server can end an exchange with; 1xx are interim. */
function isSendable(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599
}

/** Statuses whose answers have no body by definition (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

function declaredAs(operation: Operation, key: string, status: number): ChosenResponse | null {
  const response = operation.responses.find((each) => each.status.toUpperCase() === key)
  return response === undefined ? null : { status, response }
}

function lowestOfClass(
  operation: Operation,
  digit: string,
  except: readonly number[] = [],
): ChosenResponse | null {
  const exact = operation.responses
    .map((response) => ({ status: Number(response.status), response }))
    .filter(({ status }) => isSendable(status) && String(status).startsWith(digit))
    .filter(({ status }) => !except.includes(status))
    .sort((one, other) => one.status - other.status)
  const range = `${digit}XX`
  return exact[0] ?? declaredAs(operation, range, statusOfRange[range] ?? 200)
}
