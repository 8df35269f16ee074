import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { OperationDetails } from '#contract/operation.ts'
import { StatusCode } from '../../theme/status-code.tsx'
import { MediaTypes } from './media-types.tsx'
import styles from './operation.module.css'
import treeStyles from './schema-tree.module.css'
import { SchemaTree } from './schema-tree.tsx'

/** What an operation takes besides its body. */
export function Parameters({ parameters }: Pick<OperationDetails, 'parameters'>) {
  if (parameters.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>Parameters</h3>
      <table className={styles.parameters}>
        <tbody>
          {parameters.map(({ name, in: place, required, description, schema }) => (
            <tr key={`${place} ${name}`}>
              <td>
                <code>{name}</code>
                <span className={styles.in}>
                  {place} {required && <span className={treeStyles.required}>required</span>}
                </span>
              </td>
              <td>
                <SchemaTree schema={schema} />
                {description && <div className={styles.description}>{description}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The body of the request. */
export function RequestBody({ requestBody }: Pick<OperationDetails, 'requestBody'>) {
  if (!requestBody) return null
  return (
    <section className={styles.section}>
      <h3>
        Request body {requestBody.required && <span className={treeStyles.required}>required</span>}
      </h3>
      <div className={styles.box}>
        <div className={styles.boxBody} style={{ borderTop: 0 }}>
          <MediaTypes content={requestBody.content} label="the request body" />
        </div>
      </div>
    </section>
  )
}

/** The declared answers; the success is open, the others are opened by a click. */
export function Responses({ responses }: Pick<OperationDetails, 'responses'>) {
  const first = responses.find(({ status }) => status.startsWith('2')) ?? responses[0]
  return (
    <section className={styles.section}>
      <h3>Responses</h3>
      {responses.length === 0 && <div className={styles.none}>The spec declares none.</div>}
      {responses.map((response) => (
        <ResponseBox key={response.status} response={response} openAtFirst={response === first} />
      ))}
    </section>
  )
}

interface ResponseBoxProps {
  response: OperationDetails['responses'][number]
  openAtFirst: boolean
}

function ResponseBox({ response, openAtFirst }: ResponseBoxProps) {
  const { status, description, headers, content } = response
  const [open, setOpen] = useState(openAtFirst)
  const code = Number(status)
  return (
    <div className={styles.box}>
      <button
        type="button"
        className={styles.boxHead}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        {Number.isInteger(code) ? <StatusCode status={code} look="chip" /> : <code>{status}</code>}
        <span className={styles.grow}>{description}</span>
        <span className={styles.mediaType}>{content[0]?.contentType ?? 'no body'}</span>
      </button>
      {open && (
        <div className={styles.boxBody}>
          {headers.length > 0 && (
            <div className={styles.meta}>
              Headers
              {headers.map(({ name, required }) => (
                <code key={name}>
                  {name}
                  {required && <span className={treeStyles.required}> required</span>}
                </code>
              ))}
            </div>
          )}
          <MediaTypes content={content} label={`the answer ${status}`} />
        </div>
      )}
    </div>
  )
}
