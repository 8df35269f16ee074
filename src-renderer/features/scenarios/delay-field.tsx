import { Group, Input, NativeSelect, NumberInput } from '@mantine/core'
import { type EditableDelay, problemOfDelay } from './editable-answer.ts'

const LONGEST_MS = 600_000
const kinds = [
  { value: 'none', label: 'None' },
  { value: 'fixed', label: 'Fixed' },
  { value: 'range', label: 'Between' },
] as const

interface DelayFieldProps {
  label: string
  delay: EditableDelay
  onChange: (delay: EditableDelay) => void
  disabled?: boolean
}

/** No delay, a fixed one, or a range from which each answer draws. */
export function DelayField({ label, delay, onChange, disabled = false }: DelayFieldProps) {
  const { kind, min, max } = delay
  const limits = {
    min: 0,
    max: LONGEST_MS,
    step: 100,
    clampBehavior: 'strict',
    hideControls: true,
    w: 82,
    disabled,
  } as const
  return (
    <Input.Wrapper size="xs" label={label} error={problemOfDelay(delay)}>
      <Group gap={6} wrap="nowrap">
        <NativeSelect
          aria-label={`${label}: kind`}
          w={92}
          disabled={disabled}
          value={kind}
          onChange={(event) => {
            const chosen = kinds.find(({ value }) => value === event.currentTarget.value)
            if (chosen) onChange(withDefaults({ ...delay, kind: chosen.value }))
          }}
          data={[...kinds]}
        />
        {kind !== 'none' && (
          <NumberInput
            {...limits}
            aria-label={
              kind === 'range' ? `${label}: from, in milliseconds` : `${label} in milliseconds`
            }
            suffix=" ms"
            value={min}
            onChange={(value) => onChange({ ...delay, min: Number(value) || 0 })}
          />
        )}
        {kind === 'range' && (
          <NumberInput
            {...limits}
            aria-label={`${label}: to, in milliseconds`}
            suffix=" ms"
            value={max}
            onChange={(value) => onChange({ ...delay, max: Number(value) || 0 })}
          />
        )}
      </Group>
    </Input.Wrapper>
  )
}

/** A delay that was just chosen begins with something to see. */
function withDefaults(delay: EditableDelay): EditableDelay {
  const min = delay.min === 0 && delay.max === 0 && delay.kind !== 'none' ? 500 : delay.min
  return { ...delay, min, max: Math.max(delay.max, delay.kind === 'range' ? min * 2 : min) }
}
