import { Menu } from '@mantine/core'
import { IconChevronUp, IconMasksTheater } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { serverPath } from '../../shell/paths.ts'
import styles from './scenarios.module.css'
import { useActivateScenario, useScenarios } from './use-scenarios.ts'

/** Shows the active scenario in the status bar and switches it. */
export function ScenarioPicker({ serverId }: { serverId: string }) {
  const scenarios = useScenarios(serverId)
  const activate = useActivateScenario(serverId)
  const navigate = useNavigate()
  const active = scenarios.data?.find((scenario) => scenario.active)
  if (!scenarios.data) return null
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={styles.picker}
          aria-label={`Scenario: ${active?.name ?? 'none'}`}
        >
          <IconMasksTheater size={13} stroke={1.8} />
          <b>{active?.name ?? 'no scenario'}</b>
          <IconChevronUp size={11} />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        <Menu.Label>Scenario</Menu.Label>
        <Menu.RadioGroup
          value={active?.name ?? ''}
          onChange={(name) => activate.mutate({ serverId, name })}
        >
          {scenarios.data.map(({ name, description }) => (
            <Menu.RadioItem key={name} value={name} closeMenuOnClick title={description}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate(serverPath(serverId, 'scenarios'))}>
          Edit scenarios…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
