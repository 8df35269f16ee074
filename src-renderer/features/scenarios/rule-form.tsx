import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { OperationSummary } from '#contract/operation.ts'
import { useConnection } from '../../connection/orpc.ts'
import { AnswerForm } from './answer-form.tsx'
import { ConditionTable } from './condition-table.tsx'
import { type EditableAnswer, editableAnswer } from './editable-answer.ts'
import type { EditableRule, EditableTarget } from './editable-scenario.ts'
import styles from './rule.module.css'

const ANY = '\0any'
const PATH = '\0path'

interface RuleFormProps {
  serverId: string
  rule: EditableRule
  operations: readonly OperationSummary[]
  onChange: (rule: EditableRule) => void
}

/** Everything about a rule: which requests, and what they are answered. */
export function RuleForm({ serverId, rule, operations, onChange }: RuleFormProps) {
  const { orpc } = useConnection()
  const operationId = rule.target.kind === 'operation' ? rule.target.operation : ''
  const details = useQuery(
    orpc.operations.get.queryOptions({
      input: { serverId, operationId },
      enabled: operationId !== '' && operations.some(({ id }) => id === operationId),
    }),
  )
  const operation = operationId === '' ? undefined : details.data
  function change(part: Partial<EditableRule>): void {
    onChange({ ...rule, ...part })
  }
  function changeTurn(index: number, answer: EditableAnswer): void {
    change({ sequence: rule.sequence.map((other, at) => (at === index ? answer : other)) })
  }

  return (
    <div className={styles.ruleForm}>
      <div className={styles.part}>
        <h4 className={styles.partTitle}>When</h4>
        <TargetField
          target={rule.target}
          operations={operations}
          onChange={(target) => change({ target })}
        />
        <ConditionTable rows={rule.conditions} onChange={(conditions) => change({ conditions })} />
      </div>
      <div className={styles.part}>
        <h4 className={styles.partTitle}>
          {rule.sequence.length > 0 ? 'Answer, in common' : 'Answer'}
        </h4>
        <AnswerForm
          answer={rule.answer}
          onChange={(answer) => change({ answer })}
          operation={operation}
        />
      </div>
      <div className={styles.part}>
        {rule.sequence.length > 0 && (
          <h4 className={styles.partTitle}>In turn, starting again after the last</h4>
        )}
        {rule.sequence.map((answer, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: answers have no identity beside their turn
          <div key={index} className={styles.turn}>
            <div className={styles.turnHead}>
              <span className={styles.partTitle}>{index + 1}.</span>
              <ActionIcon
                aria-label={`Remove answer ${index + 1}`}
                onClick={() => change({ sequence: rule.sequence.filter((_, at) => at !== index) })}
              >
                <IconX size={14} />
              </ActionIcon>
            </div>
            <AnswerForm
              answer={answer}
              onChange={(next) => changeTurn(index, next)}
              operation={operation}
            />
          </div>
        ))}
        <div>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} />}
            onClick={() => change({ sequence: [...rule.sequence, editableAnswer({})] })}
          >
            {rule.sequence.length === 0 ? 'Answer differently in turn' : 'Add an answer'}
          </Button>
        </div>
      </div>
      <div className={styles.part}>
        <h4 className={styles.partTitle}>How often</h4>
        <div className={styles.answerRow}>
          <NumberInput
            label="Share of requests"
            w={130}
            placeholder="all"
            suffix=" %"
            min={0}
            max={100}
            clampBehavior="strict"
            hideControls
            value={rule.percent ?? ''}
            onChange={(value) => change({ percent: value === '' ? null : Number(value) })}
          />
          <NumberInput
            label="At most"
            w={130}
            placeholder="no limit"
            suffix=" times"
            min={1}
            allowDecimal={false}
            hideControls
            value={rule.times ?? ''}
            onChange={(value) => change({ times: Number(value) >= 1 ? Number(value) : null })}
          />
          <TextInput
            label="Name, for the log"
            style={{ flex: 1, minWidth: 160 }}
            placeholder="payment declined"
            value={rule.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </div>
      </div>
    </div>
  )
}

interface TargetFieldProps {
  target: EditableTarget
  operations: readonly OperationSummary[]
  onChange: (target: EditableTarget) => void
}

function TargetField({ target, operations, onChange }: TargetFieldProps) {
  const chosen =
    target.kind === 'operation' ? target.operation : target.kind === 'path' ? PATH : ANY
  const isUnknown =
    target.kind === 'operation' && !operations.some(({ id }) => id === target.operation)
  return (
    <div className={styles.answerRow}>
      <Select
        aria-label="Operation"
        size="xs"
        style={{ flex: 1, minWidth: 220 }}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        limit={200}
        error={isUnknown ? 'The spec has no such operation.' : undefined}
        value={chosen}
        data={[
          { value: ANY, label: 'Every operation' },
          { value: PATH, label: 'By method and path…' },
          ...operations.map(({ id, method, path }) => ({
            value: id,
            label: `${method.toUpperCase()} ${path}`,
          })),
          ...(isUnknown ? [{ value: chosen, label: chosen || 'Choose an operation' }] : []),
        ]}
        onChange={(value) => {
          if (value === null || value === ANY) onChange({ kind: 'any' })
          else if (value === PATH) onChange({ kind: 'path', method: '', path: '' })
          else onChange({ kind: 'operation', operation: value })
        }}
      />
      {target.kind === 'path' && (
        <>
          <TextInput
            aria-label="Method"
            className={styles.mono}
            w={90}
            placeholder="any"
            value={target.method}
            onChange={(event) =>
              onChange({ ...target, method: event.currentTarget.value.toUpperCase() })
            }
          />
          <TextInput
            aria-label="Path as in the spec"
            className={styles.mono}
            style={{ flex: 1, minWidth: 160 }}
            placeholder="/pets/{petId}"
            value={target.path}
            onChange={(event) => onChange({ ...target, path: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  )
}
