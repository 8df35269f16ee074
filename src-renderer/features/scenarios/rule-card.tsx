import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconCopy,
  IconDots,
  IconTrash,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { OperationSummary } from '#contract/operation.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import { describeConditions, describeOutcome } from './describe-rule.ts'
import { countProblems, type EditableRule } from './editable-scenario.ts'
import styles from './rule.module.css'
import { RuleForm } from './rule-form.tsx'

interface RuleCardProps {
  serverId: string
  rule: EditableRule
  /** Position, counted from 1. */
  number: number
  isLast: boolean
  operations: readonly OperationSummary[]
  opened: boolean
  onToggle: () => void
  onChange: (rule: EditableRule) => void
  onMove: (step: -1 | 1) => void
  onDuplicate: () => void
  onRemove: () => void
  /** Derived scenarios can be read, not written. */
  readOnly: boolean
}

/** A rule in one line, and its form below when it is open. */
export function RuleCard(props: RuleCardProps) {
  const { rule, number, opened, readOnly, operations } = props
  const card = useRef<HTMLLIElement>(null)
  // Only a rule that is open from the start is looked for: it was linked to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (opened) card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const conditions = describeConditions(rule)
  const Chevron = opened ? IconChevronDown : IconChevronRight
  return (
    <li
      ref={card}
      className={styles.rule}
      data-open={opened || undefined}
      data-invalid={countProblems(rule) > 0 || undefined}
    >
      <div className={styles.ruleHead}>
        <button
          type="button"
          className={styles.ruleToggle}
          aria-expanded={opened}
          disabled={readOnly}
          onClick={props.onToggle}
        >
          <span className={styles.ruleNumber}>{number}</span>
          {!readOnly && <Chevron size={14} className={styles.chevron} aria-hidden="true" />}
          <span className={styles.ruleText}>
            <span className={styles.ruleLine}>
              <TargetName rule={rule} operations={operations} />
              <span className={styles.arrow}>→</span>
              <span>{describeOutcome(rule)}</span>
            </span>
            {(conditions || rule.name) && (
              <span className={styles.ruleNote}>
                {[rule.name, conditions && `when ${conditions}`].filter(Boolean).join(' · ')}
              </span>
            )}
          </span>
        </button>
        {!readOnly && <RuleActions {...props} />}
      </div>
      {opened && !readOnly && (
        <RuleForm
          serverId={props.serverId}
          rule={rule}
          operations={operations}
          onChange={props.onChange}
        />
      )}
    </li>
  )
}

function RuleActions({ number, isLast, onMove, onDuplicate, onRemove }: RuleCardProps) {
  return (
    <>
      <Tooltip label="Move up">
        <ActionIcon
          aria-label={`Move rule ${number} up`}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Move down">
        <ActionIcon
          aria-label={`Move rule ${number} down`}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for rule ${number}`}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={14} />} onClick={onDuplicate}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={14} />} color="red" onClick={onRemove}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function TargetName({ rule, operations }: Pick<RuleCardProps, 'rule' | 'operations'>) {
  const { target } = rule
  if (target.kind === 'any') return <span>Every operation</span>
  if (target.kind === 'path') {
    return (
      <>
        {target.method && <MethodChip method={target.method} />}
        <code>{target.path || 'any path'}</code>
      </>
    )
  }
  const operation = operations.find(({ id }) => id === target.operation)
  if (!operation) return <code>{target.operation || 'no operation'}</code>
  return (
    <>
      <MethodChip method={operation.method} />
      <code>{operation.path}</code>
    </>
  )
}
