import {
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useId } from 'react'
import { localeOptions } from './locale-options.ts'
import styles from './settings.module.css'
import type { SettingsForm } from './settings-rules.ts'
import { SettingsSection } from './settings-section.tsx'

interface FieldsProps {
  form: UseFormReturnType<SettingsForm>
}

interface ChoiceProps<Value extends string> {
  label: string
  description: string
  options: { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, description, options, value, onChange } = props
  const id = useId()
  return (
    <Input.Wrapper label={label} description={description} size="xs" labelProps={{ id }}>
      <div className={styles.choice}>
        <SegmentedControl aria-labelledby={id} data={options} value={value} onChange={onChange} />
      </div>
    </Input.Wrapper>
  )
}

/** Name, address and limits of the connection. */
export function NetworkFields({ form }: FieldsProps) {
  return (
    <SettingsSection title="Server" description="What it is called and where it listens.">
      <TextInput label="Name" {...form.getInputProps('name')} />
      <div className={styles.pair}>
        <NumberInput
          label="Port"
          description="0 takes a free port at each start"
          allowDecimal={false}
          allowNegative={false}
          {...form.getInputProps('port')}
        />
        <NumberInput
          label="Admin port"
          description="Health, metrics and steering"
          allowDecimal={false}
          allowNegative={false}
          {...form.getInputProps('adminPort')}
        />
      </div>
      <TextInput
        label="Host"
        description="127.0.0.1 for this machine only, 0.0.0.0 for the whole network"
        {...form.getInputProps('host')}
      />
      <NumberInput
        label="Workers"
        description="Processes that answer on the port, as one server; takes effect at the next start"
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps('workers')}
      />
      <NumberInput
        label="Largest request body"
        description="Larger ones are refused with 413"
        suffix=" KiB"
        allowNegative={false}
        thousandSeparator=","
        {...form.getInputProps('bodyLimitKib')}
      />
      <Switch
        label="CORS"
        description="Answer preflights and add the headers that browsers ask for"
        {...form.getInputProps('cors', { type: 'checkbox' })}
      />
    </SettingsSection>
  )
}

/** How requests are judged and answers are made. */
export function AnswerFields({ form }: FieldsProps) {
  return (
    <SettingsSection title="Answers" description="How requests are checked and answers are made.">
      <Choice
        label="Validation"
        description="Enforce refuses requests that break the description, warn only says so in the log"
        options={[
          { value: 'enforce', label: 'Enforce' },
          { value: 'warn', label: 'Warn' },
          { value: 'off', label: 'Off' },
        ]}
        value={form.values.validate}
        onChange={(validate) => form.setFieldValue('validate', validate)}
      />
      <Choice
        label="Examples that break their schema"
        description="Repair replaces the wrong members, verbatim serves the author's word"
        options={[
          { value: 'repair', label: 'Repair' },
          { value: 'verbatim', label: 'Verbatim' },
        ]}
        value={form.values.examples}
        onChange={(examples) => form.setFieldValue('examples', examples)}
      />
      <Switch
        label="Fresh answers"
        description="Generate a new body for each request instead of the same one every time"
        {...form.getInputProps('dynamic', { type: 'checkbox' })}
      />
      <Switch
        label="Stateful"
        description="What clients create is found, changed and removed by later requests; see the State tab"
        {...form.getInputProps('stateful', { type: 'checkbox' })}
      />
      <Switch
        label="Keep the state on disk"
        description="In data/state.json of the project, so that it survives a restart"
        disabled={!form.values.stateful}
        {...form.getInputProps('stateSave', { type: 'checkbox' })}
      />
      <NumberInput
        label="Seed"
        description="The same seed gives the same bodies"
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps('seed')}
      />
      <Select
        label="Locale"
        description="Language and country of generated names, addresses and the like"
        data={localeOptions()}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such locale"
        {...form.getInputProps('locale')}
      />
    </SettingsSection>
  )
}

/** Which credentials are good. */
export function CredentialFields({ form }: FieldsProps) {
  const isLenient = form.values.credentials === 'any'
  return (
    <SettingsSection title="Credentials" description="For operations that ask for some.">
      <Choice
        label="Accepted credentials"
        description="Any takes every well-formed one, strict only known keys and signed tokens"
        options={[
          { value: 'any', label: 'Any' },
          { value: 'strict', label: 'Strict' },
        ]}
        value={form.values.credentials}
        onChange={(credentials) => form.setFieldValue('credentials', credentials)}
      />
      <TagsInput
        label="Known keys"
        description="API keys, tokens, and user:password of basic authentication"
        disabled={isLenient}
        {...form.getInputProps('credentialKeys')}
      />
      <TagsInput
        label="Keys of tokens"
        description="Secrets and public keys (PEM) that JSON Web Tokens are signed with; a token without the scopes gets 403"
        disabled={isLenient}
        splitChars={[]}
        {...form.getInputProps('jwtKeys')}
      />
    </SettingsSection>
  )
}

/** What of each request is kept. */
export function LogFields({ form }: FieldsProps) {
  return (
    <SettingsSection title="Request log" description="What is stored, and what never is.">
      <NumberInput
        label="Stored part of a body"
        description="The rest is cut, visibly"
        suffix=" KiB"
        allowNegative={false}
        thousandSeparator=","
        {...form.getInputProps('logBodyLimitKib')}
      />
      <TagsInput
        label="Redacted headers"
        description="Their values are replaced before anything is stored"
        {...form.getInputProps('redactHeaders')}
      />
      <TagsInput
        label="Redacted fields"
        description="In JSON, forms and queries, at any depth"
        {...form.getInputProps('redactFields')}
      />
    </SettingsSection>
  )
}
