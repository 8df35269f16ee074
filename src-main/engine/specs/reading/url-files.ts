import { posix } from 'node:path'
import { fetchFile } from './fetch-file.ts'
import { isRemoteReference, quoted, type SpecFiles } from './spec-files.ts'

const MAX_BYTES = 32 * 1024 * 1024
const TIMEOUT = 20_000

/**
 * A spec at an http(s) address that the user gave. Its own address may be on this machine or in a private
 * network, since people import from their development server; relative references stay below its folder.
 */
export function openUrlFiles(address: string, signal: AbortSignal | undefined): SpecFiles {
  const entry = new URL(address)
  entry.hash = ''
  const folder = new URL('.', entry)
  return {
    entry: entry.href,
    name: posix.basename(entry.pathname) || entry.host,
    source: address,
    nameOf: (id) => (id.startsWith(folder.href) ? id.slice(folder.href.length) : id),
    resolve(reference, from) {
      const id = URL.canParse(reference, from) ? new URL(reference, from) : undefined
      if (id?.href.startsWith(folder.href)) return { id: id.href }
      return {
        refused: 'outside',
        message: `The reference ${quoted(reference)} leads outside the folder of the spec; it was not read.`,
      }
    },
    read: (id) =>
      fetchFile(id, {
        allow: ['public', 'private', 'loopback'],
        crossHostRedirects: id === entry.href,
        maxBytes: MAX_BYTES,
        timeout: TIMEOUT,
        signal,
      }),
  }
}

/**
 * Adds references to other hosts to a source. Without consent they are refused; with it they are fetched from
 * public addresses only, never from this machine or its network.
 */
export function withRemoteReferences(
  files: SpecFiles,
  allowed: boolean,
  signal: AbortSignal | undefined,
): SpecFiles {
  const isOwn = (id: string): boolean => id === files.entry || !isRemoteReference(id)
  return {
    ...files,
    nameOf: (id) => (isOwn(id) ? files.nameOf(id) : id),
    resolve(reference, from) {
      const remote = isRemoteReference(reference)
      if (!remote && !isRemoteReference(from)) return files.resolve(reference, from)
      if (isRemoteReference(files.entry)) {
        const own = files.resolve(reference, from)
        if ('id' in own) return own
      }
      if (!URL.canParse(reference, remote ? undefined : from)) {
        return { refused: 'outside', message: `The reference ${quoted(reference)} is no address.` }
      }
      const id = new URL(reference, remote ? undefined : from).href
      if (allowed && isRemoteReference(id)) return { id }
      return {
        refused: 'remote',
        message: `The reference ${quoted(reference)} leads to another host and was not fetched: allow remote references to include it.`,
      }
    },
    read: (id) => {
      const own = !isRemoteReference(id) || id === files.entry || isBelow(files.entry, id)
      if (own) return files.read(id)
      const allow = ['public'] as const
      const limits = {
        allow,
        crossHostRedirects: false,
        maxBytes: MAX_BYTES,
        timeout: TIMEOUT,
        signal,
      }
      return fetchFile(id, limits)
    },
  }
}

function isBelow(entry: string, id: string): boolean {
  return isRemoteReference(entry) && id.startsWith(new URL('.', entry).href)
}
