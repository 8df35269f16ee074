import { ActionIcon, Badge, Tooltip } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import type { ScenarioSummary } from '#contract/scenario.ts'
import styles from './scenarios.module.css'
import { useActivateScenario } from './use-scenarios.ts'

interface ScenarioListProps {
  serverId: string
  scenarios: readonly ScenarioSummary[]
  /** Name of the scenario in the editor. */
  opened: string | null
  onOpen: (name: string) => void
  onCreate: () => void
}

/** All scenarios of a server: a click on the circle switches, a click on the name opens. */
export function ScenarioList(props: ScenarioListProps) {
  const { serverId, scenarios, opened, onOpen, onCreate } = props
  const activate = useActivateScenario(serverId)
  return (
    <nav className={styles.list} aria-label="Scenarios">
      <div className={styles.listHead}>
        Scenarios
        <Tooltip label="New scenario">
          <ActionIcon aria-label="New scenario" onClick={onCreate}>
            <IconPlus size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ul className={styles.items}>
        {scenarios.map(({ name, active, derived, description, ruleCount }) => (
          <li key={name} className={styles.item} data-open={name === opened || undefined}>
            <button
              type="button"
              role="switch"
              className={styles.switch}
              aria-checked={active}
              aria-label={active ? `${name} is active` : `Switch to ${name}`}
              title={active ? 'Active' : `Switch to ${name}`}
              onClick={() => !active && activate.mutate({ serverId, name })}
            >
              {active && <IconCheck size={10} stroke={3.2} />}
            </button>
            <button
              type="button"
              className={styles.open}
              aria-current={name === opened}
              onClick={() => onOpen(name)}
            >
              <span className={styles.itemName}>
                <span>{name}</span>
                {derived && (
                  <Badge size="xs" color="gray" title="Made from the spec">
                    derived
                  </Badge>
                )}
              </span>
              <span className={styles.itemNote}>
                {description || (ruleCount === 1 ? '1 rule' : `${ruleCount} rules`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
