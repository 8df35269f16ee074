import { Autocomplete, NativeSelect, SegmentedControl, Select, Textarea } from '@mantine/core'
import type { OperationDetails } from '#contract/operation.ts'
import { JsonField } from '../json/json-field.tsx'
import { declaredContent, declaredStatuses } from './declared-answers.ts'
import { DelayField } from './delay-field.tsx'
import { type EditableAnswer, problemsOfAnswer } from './editable-answer.ts'
import { HeaderRows } from './header-rows.tsx'
import styles from './rule.module.css'

const sources = [
  { value: 'generated', label: 'Generated' },
  { value: 'example', label: 'Example' },
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
] as const
const modes = [
  { value: '', label: 'As usual' },
  { value: 'full', label: 'Full' },
  { value: 'minimal', label: 'Only what is required' },
  { value: 'empty', label: 'Empty lists' },
] as const
const faults = [
  { value: '', label: 'None' },
  { value: 'close', label: 'Close the connection' },
  { value: 'truncate', label: 'Send half the body' },
  { value: 'malformed', label: 'Break the JSON' },
] as const

interface AnswerFormProps {
  answer: EditableAnswer
  onChange: (answer: EditableAnswer) => void
  /** The operation that is answered, when the rule names one. */
  operation: OperationDetails | undefined
}

/** Status, body, headers, delay and fault of an answer. */
export function AnswerForm({ answer, onChange, operation }: AnswerFormProps) {
  const problems = problemsOfAnswer(answer)
  function change(part: Partial<EditableAnswer>): void {
    onChange({ ...answer, ...part })
  }

  return (
    <>
      <div className={styles.answerRow}>
        <Autocomplete
          label="Status"
          w={110}
          size="xs"
          placeholder="its success"
          value={answer.status}
          error={problems.status}
          data={declaredStatuses(operation)}
          onChange={(status) => change({ status: status.trim() })}
        />
        <DelayField label="Delay" delay={answer.delay} onChange={(delay) => change({ delay })} />
        <NativeSelect
          label="Fault"
          w={170}
          value={answer.fault}
          data={[...faults]}
          onChange={(event) => {
            const fault = faults.find(({ value }) => value === event.currentTarget.value)
            if (fault) change({ fault: fault.value })
          }}
        />
      </div>
      <BodyPart answer={answer} change={change} operation={operation} problems={problems} />
      <div className={styles.part}>
        <h5 className={styles.partTitle}>Headers</h5>
        <HeaderRows
          headers={answer.headers}
          error={problems.headers}
          onChange={(headers) => change({ headers })}
        />
      </div>
    </>
  )
}

interface BodyPartProps {
  answer: EditableAnswer
  change: (part: Partial<EditableAnswer>) => void
  operation: OperationDetails | undefined
  problems: ReturnType<typeof problemsOfAnswer>
}

function BodyPart({ answer, change, operation, problems }: BodyPartProps) {
  const declared = declaredContent(operation, answer.status)
  return (
    <div className={styles.part}>
      <h5 className={styles.partTitle}>Body</h5>
      <div>
        <SegmentedControl
          size="xs"
          aria-label="Where the body comes from"
          value={answer.source}
          data={[...sources]}
          onChange={(chosen) => {
            const source = sources.find(({ value }) => value === chosen)?.value
            if (!source) return
            const json = answer.json === '' ? firstExample(declared) : answer.json
            change({ source, ...(source === 'json' && { json }) })
          }}
        />
      </div>
      {answer.source === 'generated' && (
        <NativeSelect
          aria-label="How the body is generated"
          w={220}
          value={answer.generate}
          data={[...modes]}
          onChange={(event) => {
            const mode = modes.find(({ value }) => value === event.currentTarget.value)
            if (mode) change({ generate: mode.value })
          }}
        />
      )}
      {answer.source === 'example' && (
        <Select
          aria-label="Example"
          size="xs"
          w={260}
          placeholder="Choose an example"
          searchable
          value={answer.example || null}
          error={problems.example}
          data={exampleNames(declared, answer.example)}
          onChange={(example) => change({ example: example ?? '' })}
        />
      )}
      {answer.source === 'json' && (
        <JsonField
          label="Body as JSON"
          value={answer.json}
          schema={declared?.schema}
          error={problems.json}
          hint={hintOf(declared)}
          placeholder="{ }"
          onChange={(json) => change({ json })}
        />
      )}
      {answer.source === 'text' && (
        <Textarea
          aria-label="Body as text"
          className={styles.mono}
          autosize
          minRows={4}
          maxRows={16}
          value={answer.text}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

type Declared = ReturnType<typeof declaredContent>

function firstExample(declared: Declared): string {
  const example = declared?.examples[0]
  return example === undefined ? '' : JSON.stringify(example.value, null, 2)
}

function exampleNames(declared: Declared, chosen: string): string[] {
  const names = declared?.examples.map(({ name }) => name) ?? []
  return chosen === '' || names.includes(chosen) ? names : [...names, chosen]
}

function hintOf(declared: Declared): string {
  if (declared?.schema === undefined) return 'The spec declares no schema for this body.'
  return `Checked against the schema declared for ${declared.status}. A body that breaks it can be saved.`
}
