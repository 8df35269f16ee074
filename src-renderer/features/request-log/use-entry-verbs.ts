import { useQueryClient } from '@tanstack/react-query'
import type { LogEntry } from '#contract/log-entry.ts'
import { useConnection } from '../../connection/orpc.ts'
import { showDone, showError } from '../../notices/notices.tsx'
import { curlCommand, type SentRequest } from './curl-command.ts'
import { fetchSnippet } from './fetch-snippet.ts'

/** The request of an entry, to the server as it can be reached now. */
export function requestOf(entry: LogEntry, serverUrl: string | null | undefined): SentRequest {
  return {
    method: entry.method,
    url: `${serverUrl ?? `http://${entry.requestHeaders['host'] ?? 'localhost'}`}${entry.url}`,
    headers: entry.requestHeaders,
    body: entry.requestBody,
  }
}

export const copyFormats = {
  curl: { name: 'cURL', write: curlCommand },
  fetch: { name: 'fetch', write: fetchSnippet },
  url: { name: 'URL', write: ({ url }: SentRequest) => url },
}
export type CopyFormat = keyof typeof copyFormats

/** What can be done with an entry that only its row is known of; failures are told and never thrown. */
export function useEntryVerbs() {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()

  async function read(seq: number): Promise<LogEntry | null> {
    try {
      return await queries.query(
        orpc.log.get.queryOptions({ input: { seq }, staleTime: Number.POSITIVE_INFINITY }),
      )
    } catch (error) {
      showError(error)
      return null
    }
  }

  return {
    read,
    async copy(seq: number, format: CopyFormat, serverUrl: string | null | undefined) {
      const entry = await read(seq)
      if (!entry) return
      const { name, write } = copyFormats[format]
      try {
        await navigator.clipboard.writeText(write(requestOf(entry, serverUrl)))
        showDone(`Copied as ${name}.`)
      } catch (error) {
        showError(error)
      }
    },
    async replay(seq: number) {
      try {
        const { status, leftOut } = await client.log.replay({ seq })
        const answer = status === null ? 'the connection was closed' : status
        const without =
          leftOut.length > 0 ? ` Sent without ${leftOut.join(', ')}, which the log hides.` : ''
        showDone(`Sent again: ${answer}.${without}`)
      } catch (error) {
        showError(error)
      }
    },
  }
}
