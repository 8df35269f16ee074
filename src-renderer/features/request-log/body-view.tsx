import { useMemo } from 'react'
import type { LoggedBody, LoggedHeaders } from '#contract/log-entry.ts'
import { JsonViewer } from '../json/json-viewer.tsx'
import { BytesViewer, TextViewer } from '../json/text-viewer.tsx'
import styles from './entry-details.module.css'
import { formatBytes } from './figures.ts'

interface BodyViewProps {
  body: LoggedBody | null
  headers: LoggedHeaders
  /** Bytes on the wire; the stored body may be shorter. */
  size: number
  label: string
}

/** A stored body in the viewer that fits it. */
export function BodyView({ body, headers, size, label }: BodyViewProps) {
  if (!body || body.data === '') return <p className={styles.none}>No body</p>
  return (
    <div className={styles.body}>
      {body.truncated && (
        <p className={styles.notice}>
          Only the start of this body is in the log; it had {formatBytes(size)}. The limit is a
          setting of the server.
        </p>
      )}
      {body.encoding === 'base64' ? (
        <Bytes data={body.data} label={label} />
      ) : looksLikeJson(body.data, headers) ? (
        <JsonViewer text={body.data} label={label} />
      ) : (
        <TextViewer text={body.data} label={label} />
      )}
    </div>
  )
}

function Bytes({ data, label }: { data: string; label: string }) {
  const bytes = useMemo(() => Uint8Array.from(atob(data), (char) => char.charCodeAt(0)), [data])
  return <BytesViewer bytes={bytes} label={label} />
}

function looksLikeJson(data: string, headers: LoggedHeaders): boolean {
  const type = String(headers['content-type'] ?? '')
  if (type !== '') return /[/+]json\b/i.test(type)
  return /^\s*[[{]/.test(data)
}
