import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { JsonEditorProps } from './json-editor.tsx'
import styles from './json-field.module.css'

const JsonEditor = lazy(async () => ({ default: (await import('./json-editor.tsx')).JsonEditor }))

interface JsonFieldProps extends Omit<JsonEditorProps, 'onProblems'> {
  /** What keeps the text from being used, said below it. */
  error?: string | undefined
  /** Said below it when there is no error. */
  hint?: string | undefined
}

/** The JSON editor as a form field; the editor is loaded when the first one is shown. */
export function JsonField({ error, hint, ...editor }: JsonFieldProps) {
  const [problems, setProblems] = useState<readonly string[]>([])
  const warning = problems.length > 0
  return (
    <div>
      <div className={styles.field} data-invalid={error ? true : undefined}>
        <Suspense fallback={<div className={styles.loading}>{editor.value}</div>}>
          <JsonEditor {...editor} onProblems={setProblems} />
        </Suspense>
      </div>
      <div
        className={styles.foot}
        data-invalid={error ? true : undefined}
        data-warning={warning || undefined}
      >
        <output aria-label={`Problems of ${editor.label}`} className={styles.said}>
          {summaryOf(problems) ?? error ?? hint}
        </output>
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={error !== undefined || editor.value === ''}
          onClick={() => editor.onChange(tidied(editor.value))}
        >
          Tidy
        </Button>
      </div>
    </div>
  )
}

/** The first problem, and how many more there are; undefined when there is none. */
function summaryOf(problems: readonly string[]): string | undefined {
  const [first, ...others] = problems
  return others.length === 0 ? first : `${first} (and ${others.length} more)`
}

/** Laid out anew; as it is when it is not JSON. */
function tidied(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // The field already says so.
    return text
  }
}
