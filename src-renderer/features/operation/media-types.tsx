import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { OperationDetails } from '#contract/operation.ts'
import { JsonViewer } from '../json/json-viewer.tsx'
import { TextViewer } from '../json/text-viewer.tsx'
import styles from './operation.module.css'
import { SchemaTree } from './schema-tree.tsx'

type Content = OperationDetails['responses'][number]['content']

/** The media types of a body: for the chosen one its schema, and its declared examples. */
export function MediaTypes({ content, label }: { content: Content; label: string }) {
  const [chosen, setChosen] = useState(0)
  const [example, setExample] = useState(0)
  const media = content[chosen] ?? content[0]
  if (!media) return <div className={styles.none}>No body</div>
  const shown = media.examples[example] ?? media.examples[0]
  return (
    <>
      <div className={styles.mediaHead}>
        {content.length > 1 ? (
          <NativeSelect
            aria-label={`Media type of ${label}`}
            value={String(chosen)}
            data={content.map(({ contentType }, index) => ({
              value: String(index),
              label: contentType,
            }))}
            onChange={(event) => {
              setChosen(Number(event.currentTarget.value))
              setExample(0)
            }}
          />
        ) : (
          <span className={styles.mediaType}>{media.contentType}</span>
        )}
      </div>
      {media.schema !== undefined && <SchemaTree key={chosen} schema={media.schema} />}
      {shown && (
        <div>
          <div className={styles.mediaHead} style={{ marginBottom: 6 }}>
            <span className={styles.mediaType}>
              {media.examples.length > 1
                ? `${media.examples.length} examples`
                : `Example ${shown.name}`}
            </span>
            {media.examples.length > 1 && (
              <NativeSelect
                aria-label={`Example of ${label}`}
                value={String(example)}
                data={media.examples.map(({ name }, index) => ({
                  value: String(index),
                  label: name,
                }))}
                onChange={(event) => setExample(Number(event.currentTarget.value))}
              />
            )}
          </div>
          <ExampleValue value={shown.value} label={`Example ${shown.name} of ${label}`} />
        </div>
      )}
    </>
  )
}

function ExampleValue({ value, label }: { value: unknown; label: string }) {
  const isText = typeof value === 'string'
  const text = isText ? value : JSON.stringify(value, null, 2)
  const lines = text.split('\n', 12).length
  return (
    <div className={styles.json} style={{ height: Math.min(240, lines * 19 + 20) }}>
      {isText ? <TextViewer text={text} label={label} /> : <JsonViewer text={text} label={label} />}
    </div>
  )
}
