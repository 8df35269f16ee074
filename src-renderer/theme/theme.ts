import { type CSSVariablesResolver, createTheme } from '@mantine/core'
import { cssVariablesOf, darkPalette, lightPalette } from './palette.ts'

const sansSerif =
  "'Inter Variable', Inter, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Liberation Sans', 'Helvetica Neue', Arial, system-ui, sans-serif"
const monospace =
  "'JetBrains Mono', 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Ubuntu Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', ui-monospace, monospace"

/** Mantine's components at the density of a developer tool: 13 px text, 28 px controls. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: 'default',
  defaultRadius: 6,
  fontFamily: sansSerif,
  fontFamilyMonospace: monospace,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
      h4: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  colors: {
    iris: [
      '#f3f3fe',
      '#e4e4fc',
      '#c9c8f9',
      '#aba9f5',
      '#8f8cf0',
      '#7a77eb',
      '#6763e6',
      '#5450d6',
      '#4541c4',
      '#3734a6',
    ],
    dark: [
      '#e8eaee',
      '#a3abb9',
      '#8b93a2',
      '#5b6371',
      '#3a404b',
      '#2c313a',
      '#1f2329',
      '#181b20',
      '#14161b',
      '#101216',
    ],
  },
  // By name and not by `Button.extend`, which would bring every component into the first screen.
  components: {
    Button: {
      defaultProps: { size: 'xs', variant: 'default' },
      styles: { label: { fontWeight: 500 } },
    },
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray', size: 26 },
      vars: (_theme: unknown, { variant, color }: { variant?: string; color?: string }) => ({
        root:
          variant === 'subtle' && color === 'gray'
            ? { '--ai-color': 'var(--ml-muted)', '--ai-hover': 'var(--ml-hover)' }
            : {},
      }),
    },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: {
      defaultProps: { size: 'xs', withItemsBorders: false },
      styles: { label: { fontWeight: 500 } },
    },
    Badge: { defaultProps: { size: 'sm', variant: 'light', radius: 4, tt: 'none' } },
    Paper: { defaultProps: { withBorder: true, radius: 8 } },
    Tabs: { defaultProps: { keepMounted: false } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, loop: true } },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        radius: 10,
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Tooltip: { defaultProps: { openDelay: 350, fz: 'xs', multiline: true, maw: 360 } },
  },
})

/** Hands the palette to the style sheets as `--ml-…`, and to Mantine's own surfaces. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...cssVariablesOf(lightPalette),
    '--mantine-color-text': lightPalette.text,
    '--mantine-color-body': lightPalette.main,
    '--mantine-color-dimmed': lightPalette.muted,
    '--mantine-color-placeholder': lightPalette.faint,
    '--mantine-color-default-border': lightPalette.borderStrong,
    '--mantine-color-error': lightPalette.errorText,
    // Red text, such as "Remove" in menus.
    '--mantine-color-red-text': lightPalette.errorText,
    '--mantine-color-red-light-color': lightPalette.errorText,
    '--mantine-color-anchor': lightPalette.accentText,
  },
  dark: {
    ...cssVariablesOf(darkPalette),
    '--mantine-color-text': darkPalette.text,
    '--mantine-color-body': darkPalette.main,
    '--mantine-color-dimmed': darkPalette.muted,
    '--mantine-color-placeholder': darkPalette.faint,
    '--mantine-color-default-border': darkPalette.borderStrong,
    '--mantine-color-error': darkPalette.errorText,
    '--mantine-color-red-text': darkPalette.errorText,
    '--mantine-color-red-light-color': darkPalette.errorText,
    '--mantine-color-anchor': darkPalette.accentText,
  },
})
