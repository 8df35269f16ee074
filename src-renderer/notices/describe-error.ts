import { ORPCError } from '@orpc/client'
import type { ErrorData, Place } from '#contract/errors.ts'

/** An error as screens show it: what and why, what to do, where, and all of it as text to copy. */
export interface ErrorDescription {
  code: string
  message: string
  hint: string | null
  /** Findings with their places; the error's own place comes first. */
  places: { message: string | null; where: string }[]
  /** Last lines of a child process. */
  stderr: string[]
  data: ErrorData
  /** Everything above, for a bug report. */
  text: string
}

/** `petstore.yaml, line 12, column 5, at #/paths/~1pets`; empty for an unknown place. */
export function formatPlace(place: Place): string {
  const parts = [
    place.file,
    place.line === undefined ? undefined : `line ${place.line}`,
    place.column === undefined ? undefined : `column ${place.column}`,
    place.pointer === undefined || place.pointer === '' ? undefined : `at ${place.pointer}`,
  ]
  return parts.filter(Boolean).join(', ')
}

function messageOf(error: unknown): { code: string; message: string; hint: string | null } {
  if (error instanceof ORPCError) {
    if (error.code === 'INTERNAL' || error.code === 'INTERNAL_SERVER_ERROR') {
      return {
        code: 'INTERNAL',
        message: `Something failed inside MockLoop: ${error.message}`,
        hint: 'Copy the details and report them, please. Trying again may help.',
      }
    }
    return { code: error.code, message: error.message, hint: null }
  }
  if (
    error instanceof TypeError ||
    (error instanceof DOMException && error.name === 'AbortError')
  ) {
    return {
      code: 'UNREACHABLE',
      message: 'The engine of MockLoop did not answer.',
      hint: 'Check that it still runs. The page connects again by itself.',
    }
  }
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    hint: null,
  }
}

/** Makes any thrown value presentable. */
export function describeError(error: unknown): ErrorDescription {
  const { code, message, hint } = messageOf(error)
  // The contract declares this shape for the data of every error; anything else has none.
  const data = (error instanceof ORPCError ? (error.data ?? {}) : {}) as ErrorData
  const places = [
    ...(data.place ? [{ message: null, where: formatPlace(data.place) }] : []),
    ...(data.problems ?? []).map((problem) => ({
      message: problem.message,
      where: problem.place ? formatPlace(problem.place) : '',
    })),
  ]
  const stderr = data.stderr ?? []
  const given = data.hint ?? hint
  // Many messages already end with what to do.
  const advice = given && !message.includes(given) ? given : null
  const text = [
    `${code}: ${message}`,
    ...places.map((place) => [place.message, place.where].filter(Boolean).join(' — ')),
    ...(advice ? [advice] : []),
    ...stderr,
  ].join('\n')
  return { code, message, hint: advice, places, stderr, data, text }
}
