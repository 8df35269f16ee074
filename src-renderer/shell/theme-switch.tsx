import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { type ThemeSetting, useThemeSetting } from './use-theme-setting.ts'

const icons = { system: IconDeviceDesktop, light: IconSun, dark: IconMoon }
const names: Record<ThemeSetting, string> = { system: 'System', light: 'Light', dark: 'Dark' }
const settings: readonly ThemeSetting[] = ['system', 'light', 'dark']

/** Chooses between the light, the dark and the system's colour scheme. */
export function ThemeSwitch() {
  const [theme, setTheme] = useThemeSetting()
  const Icon = icons[theme]
  return (
    <Menu position="top-end" width={140}>
      <Menu.Target>
        <Tooltip label={`Theme: ${names[theme]}`}>
          <ActionIcon size={22} aria-label={`Theme: ${names[theme]}`}>
            <Icon size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={theme}
          onChange={(value) => {
            const chosen = settings.find((setting) => setting === value)
            if (chosen) setTheme(chosen)
          }}
        >
          {settings.map((setting) => (
            <Menu.RadioItem key={setting} value={setting}>
              {names[setting]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
