import type { Violation } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { titleOf } from './problem.ts'

/** Why an answer is an error: what its body has to say. */
export interface ErrorOccasion {
  status: number
  /** The standard phrase of the status. */
  title: string
  /** One sentence for people. */
  detail: string
  /** What was wrong with the request; empty where something else is the reason. */
  violations: readonly Violation[]
}

/** More violations than this would hide the first ones. */
const mostTold = 3

/** The occasion of a declared error that was asked for, by a client or a scenario. */
export function occasionOf(status: number, operation: Operation): ErrorOccasion {
  const { method, path } = operation
  const say = Object.hasOwn(sentences, status) ? sentences[status] : undefined
  const detail = say?.(`${method} ${path}`) ?? `${titleOf(status)}: ${method} ${path}.`
  return { status, title: titleOf(status), detail, violations: [] }
}

/** The occasion of an answer to a request that broke the spec. */
export function refusalOf(
  status: number,
  operation: Operation,
  violations: readonly Violation[],
): ErrorOccasion {
  const told = violations.slice(0, mostTold).map(tellViolation)
  const more = violations.length - told.length
  if (told.length === 0) return occasionOf(status, operation)
  if (more > 0) told.push(`${more} more`)
  return { status, title: titleOf(status), detail: `${told.join('; ')}.`, violations }
}

/** A violation as a clause: where it is, and what is wrong there. */
export function tellViolation({ in: where, name, pointer, message }: Violation): string {
  return `${[where, name ?? pointer].filter(Boolean).join(' ')} ${message.replace(/\.$/, '')}`
}

const sentences: Readonly<Record<number, (call: string) => string>> = {
  400: (call) => `The request to ${call} cannot be understood.`,
  401: (call) => `${call} needs credentials.`,
  402: (call) => `${call} needs a payment first.`,
  403: (call) => `The credentials do not allow ${call}.`,
  404: (call) => `What ${call} asks for was not found.`,
  405: (call) => `${call} is not allowed here.`,
  406: (call) => `${call} has no answer in a media type that the client accepts.`,
  408: (call) => `The request to ${call} took too long.`,
  409: (call) => `${call} is in conflict with the present state.`,
  410: (call) => `What ${call} asks for is gone.`,
  412: (call) => `A precondition of ${call} does not hold.`,
  413: (call) => `The body of ${call} is too large.`,
  415: (call) => `${call} does not take a body of this media type.`,
  422: (call) => `The request does not satisfy the API description of ${call}.`,
  423: (call) => `What ${call} asks for is locked.`,
  429: (call) => `There were too many requests to ${call}. Try again later.`,
  500: (call) => `The server failed while it answered ${call}.`,
  501: (call) => `The server does not support ${call} yet.`,
  502: (call) => `A server behind this one failed while ${call} was answered.`,
  503: (call) => `${call} is not available at the moment. Try again later.`,
  504: (call) => `A server behind this one took too long for ${call}.`,
}
