import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useConnection } from '../../connection/orpc.ts'
import { showUndo } from '../../notices/notices.tsx'
import { type EditableRule, movedRule, newRule } from './editable-scenario.ts'
import styles from './rule.module.css'
import { RuleCard } from './rule-card.tsx'

interface RuleListProps {
  serverId: string
  rules: readonly EditableRule[]
  /** Changes the rules as they are by then, which for an undo is later. */
  onChange: (change: (rules: readonly EditableRule[]) => EditableRule[]) => void
  newKey: () => string
  /** Position of the rule to open first, counted from 0. */
  initiallyOpen: number | null
  readOnly: boolean
}

/** The rules of a scenario in their order: the first that matches decides. */
export function RuleList(props: RuleListProps) {
  const { serverId, rules, onChange, newKey, initiallyOpen, readOnly } = props
  const { orpc } = useConnection()
  const operations = useQuery(orpc.operations.list.queryOptions({ input: { serverId } })).data ?? []
  const [opened, setOpened] = useState<string | null>(
    initiallyOpen === null ? null : (rules[initiallyOpen]?.key ?? null),
  )

  function add(rule: EditableRule, at: number): void {
    onChange((now) => now.toSpliced(at, 0, rule))
    setOpened(rule.key)
  }

  function remove(rule: EditableRule, index: number): void {
    onChange((now) => now.filter(({ key }) => key !== rule.key))
    showUndo(`Removed rule ${index + 1}.`, () => onChange((now) => now.toSpliced(index, 0, rule)))
  }

  if (rules.length === 0) {
    return (
      <div className={styles.empty}>
        {readOnly
          ? 'This scenario has no rules of its own.'
          : 'No rules yet: every request gets its usual answer. A rule changes the answer of the requests it describes.'}
        {!readOnly && (
          <Button
            leftSection={<IconPlus size={13} />}
            onClick={() => add(newRule(newKey(), operations[0]?.id ?? null), 0)}
          >
            Add a rule
          </Button>
        )}
      </div>
    )
  }
  return (
    <>
      <ol className={styles.rules}>
        {rules.map((rule, index) => (
          <RuleCard
            key={rule.key}
            serverId={serverId}
            rule={rule}
            number={index + 1}
            isLast={index === rules.length - 1}
            operations={operations}
            opened={rule.key === opened}
            onToggle={() => setOpened(rule.key === opened ? null : rule.key)}
            onChange={(next) =>
              onChange((now) => now.map((other) => (other.key === next.key ? next : other)))
            }
            onMove={(step) => onChange((now) => movedRule(now, index, step))}
            onDuplicate={() => add({ ...structuredClone(rule), key: newKey() }, index + 1)}
            onRemove={() => remove(rule, index)}
            readOnly={readOnly}
          />
        ))}
      </ol>
      {!readOnly && (
        <div>
          <Button
            leftSection={<IconPlus size={13} />}
            onClick={() => add(newRule(newKey(), operations[0]?.id ?? null), rules.length)}
          >
            Add a rule
          </Button>
        </div>
      )}
    </>
  )
}
