import { Button, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type DetectedText, detectText, sourceOfText } from './detect-input.ts'
import styles from './import-forms.module.css'
import { useImports } from './imports-context.ts'

function verdict(detected: DetectedText): string {
  if (detected.kind === 'empty') return 'OpenAPI or Swagger, as YAML or JSON, or an address.'
  if (detected.kind === 'url') return 'An address: the description will be fetched from it.'
  if (detected.kind === 'spec') return `An API description in ${detected.format}.`
  return 'This does not look like an API description: there is no “openapi” or “swagger” key.'
}

/** Imports a description that is pasted or typed. */
export function PasteForm({ onBegin }: { onBegin: () => void }) {
  const imports = useImports()
  const [text, setText] = useState('')
  const detected = detectText(text)
  return (
    <form
      className={styles.pasteForm}
      onSubmit={(event) => {
        event.preventDefault()
        onBegin()
        void imports.begin([sourceOfText(text)])
      }}
    >
      <Textarea
        aria-label="Text of a description"
        placeholder={'openapi: 3.1.0\ninfo:\n  title: …'}
        rows={12}
        spellCheck={false}
        data-autofocus
        classNames={{ input: styles.code }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.pasteFoot}>
        <Text size="xs" c={detected.kind === 'unknown' ? 'red' : 'dimmed'} role="status">
          {verdict(detected)}
        </Text>
        <Button type="submit" variant="filled" disabled={detected.kind === 'empty'}>
          Import
        </Button>
      </div>
    </form>
  )
}
