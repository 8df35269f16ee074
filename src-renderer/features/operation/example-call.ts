import type { OperationDetails } from '#contract/operation.ts'
import { joinLines, quoteForShell } from '../request-log/curl-command.ts'

const takesValue = /^(-[XHd]|--data-urlencode)$/

/** The command that calls an operation of a running server, in one line for a POSIX shell. */
export function exampleLine(operation: Pick<OperationDetails, 'call'>, baseUrl: string): string {
  return wordsOf(operation, baseUrl).join(' ')
}

/** The same command, one option with its value a line. */
export function exampleCall(operation: Pick<OperationDetails, 'call'>, baseUrl: string): string {
  const parts: string[] = []
  let option: string | null = null
  for (const word of wordsOf(operation, baseUrl)) {
    if (option !== null) {
      parts.push(`${option} ${word}`)
      option = null
    } else if (takesValue.test(word)) option = word
    else parts.push(word)
  }
  return joinLines(parts)
}

function wordsOf({ call }: Pick<OperationDetails, 'call'>, baseUrl: string): string[] {
  return [...call.slice(0, -1), `${baseUrl}${call.at(-1) ?? ''}`].map(quoteForShell)
}
