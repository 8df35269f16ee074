import { ORPCError, ValidationError } from '@orpc/server'
import type { z } from 'zod'
import { EngineError } from './engine-error.ts'

type Issue = z.core.$ZodIssue

/** So many are named; a list of hundreds helps nobody. */
const MOST_NAMED = 5

/** The failure of input that the contract's schemas refuse, with every member that is wrong; null for any other error. */
export function refusedInput(error: unknown): EngineError | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null
  if (!(error.cause instanceof ValidationError)) return null
  // Every schema of the contract is one of zod.
  const issues = (error.cause.issues as Issue[]).flatMap(innermost)
  const input = error.cause.data
  const reasons = issues.slice(0, MOST_NAMED).map((issue) => describeIssue(issue, input))
  if (issues.length > MOST_NAMED) reasons.push(`and ${issues.length - MOST_NAMED} more`)
  return new EngineError(
    'INVALID_INPUT',
    `Cannot use what was given: ${reasons.join('; ')}. Correct it and try again.`,
    { cause: error },
  )
}

/** Where one of several shapes was asked for, what is wrong with the one that comes closest. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const [closest] = issue.errors.toSorted((one, other) => depth(other) - depth(one))
  if (closest === undefined || depth(closest) === 0) return [issue]
  return closest
    .map((inner): Issue => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap(innermost)
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length))
}

function describeIssue(issue: Issue, input: unknown): string {
  const value = valueAt(input, issue.path)
  return `${formatPath(issue.path)} ${value === undefined ? 'is missing' : demandOf(issue)}`
}

function demandOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${withArticle(typeNames[issue.expected] ?? issue.expected)}`
    case 'too_big':
      return `must ${amount(issue.origin, `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`)}`
    case 'too_small':
      return `must ${amount(issue.origin, `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`)}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `has unknown members: ${issue.keys.join(', ')}`
    case 'invalid_union':
      return 'options' in issue && issue.options
        ? `must be one of ${issue.options.map(String).join(', ')}`
        : 'has a shape that is not known'
    default:
      // The contract words its own demands to follow the name of a member.
      return issue.message.startsWith('must ')
        ? issue.message
        : `is not accepted: ${lowerFirst(issue.message)}`
  }
}

const typeNames: Partial<Record<string, string>> = {
  int: 'integer',
  record: 'object',
  bool: 'boolean',
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}

function amount(origin: string, bound: string): string {
  if (origin === 'string') return `have ${bound} characters`
  if (origin === 'array') return `have ${bound} items`
  return `be ${bound}`
}

/** `rules[0].answer.status`, as one would write it in code. */
function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the input'
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      // A path of the validator names members of what it looked at.
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    input,
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
