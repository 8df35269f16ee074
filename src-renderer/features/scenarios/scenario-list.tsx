import { ActionIcon, Tooltip } from '@mantine/core'
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
  const groups = [
    ['Yours', scenarios.filter(({ derived }) => !derived)] as const,
    ['From the spec', scenarios.filter(({ derived }) => derived)] as const,
  ].filter(([, members]) => members.length > 0)
  return (
    <nav className={styles.list} aria-label="Scenarios">
      <div className={styles.listHead}>
        <h2>Scenarios</h2>
        <Tooltip label="New scenario">
          <ActionIcon aria-label="New scenario" onClick={onCreate}>
            <IconPlus size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.items}>
        {groups.map(([title, members]) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.groupTitle}>{title}</h3>
            <ul>
              {members.map((scenario) => (
                <ScenarioItem
                  key={scenario.name}
                  scenario={scenario}
                  isOpen={scenario.name === opened}
                  onOpen={() => onOpen(scenario.name)}
                  onActivate={() => activate.mutate({ serverId, name: scenario.name })}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}

interface ScenarioItemProps {
  scenario: ScenarioSummary
  isOpen: boolean
  onOpen: () => void
  onActivate: () => void
}

function ScenarioItem({ scenario, isOpen, onOpen, onActivate }: ScenarioItemProps) {
  const { name, active, description, ruleCount } = scenario
  return (
    <li className={styles.item} data-open={isOpen || undefined}>
      <button
        type="button"
        role="switch"
        className={styles.switch}
        aria-checked={active}
        aria-label={active ? `${name} is active` : `Switch to ${name}`}
        title={active ? 'Active' : `Switch to ${name}`}
        onClick={() => !active && onActivate()}
      >
        {active && <IconCheck size={10} stroke={3.2} />}
      </button>
      <button type="button" className={styles.open} aria-current={isOpen} onClick={onOpen}>
        <span className={styles.itemName}>{name}</span>
        <span className={styles.itemNote}>
          {description || (ruleCount === 1 ? '1 rule' : `${ruleCount} rules`)}
        </span>
      </button>
    </li>
  )
}
