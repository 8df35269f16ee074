import { Button, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { sourceOfUrl, urlProblem } from './detect-input.ts'
import styles from './import-forms.module.css'
import { useImports } from './imports-context.ts'

interface UrlFormProps {
  onBegin?: () => void
  autoFocus?: boolean
}

/** Imports a description from an address. */
export function UrlForm({ onBegin, autoFocus }: UrlFormProps) {
  const imports = useImports()
  const [url, setUrl] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <form
      className={styles.urlForm}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = urlProblem(url)
        setProblem(found)
        if (found) return
        setUrl('')
        onBegin?.()
        void imports.begin([sourceOfUrl(url.trim())])
      }}
    >
      <TextInput
        size="sm"
        type="url"
        className={styles.grow}
        aria-label="Address of a description"
        placeholder="https://example.com/openapi.yaml"
        leftSection={<IconLink size={15} />}
        data-autofocus={autoFocus || undefined}
        value={url}
        error={problem}
        onChange={(event) => {
          setUrl(event.currentTarget.value)
          setProblem(null)
        }}
      />
      <Button type="submit" size="sm" loading={imports.busy}>
        Import
      </Button>
    </form>
  )
}
