import { expect, test } from 'vitest'
import { cssVariablesOf, darkPalette, lightPalette, type Palette } from './palette.ts'

/** Relative luminance of an opaque hex colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const schemes: [string, Palette][] = [
  ['light', lightPalette],
  ['dark', darkPalette],
]
const chips = ['get', 'post', 'put', 'patch', 'delete', 'other'] as const
const classes = ['info', 'ok', 'redirect', 'warn', 'error'] as const
const surfaces = ['rail', 'pane', 'main', 'raised', 'hover', 'selected'] as const

test.each(schemes)(
  'every chip of the %s scheme has AA contrast on its ground',
  (_name, palette) => {
    for (const chip of [...chips, ...classes]) {
      expect(contrast(palette[`${chip}Text`], palette[`${chip}Ground`]), chip).toBeGreaterThan(4.5)
    }
  },
)

test.each(schemes)(
  'status colours of the %s scheme are readable on every surface',
  (_n, palette) => {
    for (const surface of surfaces) {
      for (const name of classes) {
        expect(contrast(palette[`${name}Text`], palette[surface]), name).toBeGreaterThan(4.5)
      }
    }
  },
)

test.each(schemes)('text of the %s scheme is readable on every surface', (_name, palette) => {
  for (const surface of surfaces) {
    expect(contrast(palette.text, palette[surface])).toBeGreaterThan(7)
    expect(contrast(palette.muted, palette[surface])).toBeGreaterThan(4.5)
  }
  for (const surface of ['rail', 'pane', 'main', 'raised'] as const) {
    expect(contrast(palette.faint, palette[surface])).toBeGreaterThan(4.5)
  }
})

test.each(schemes)('accent and dots of the %s scheme stand out', (_name, palette) => {
  expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThan(4.5)
  expect(contrast(palette.accentText, palette.main)).toBeGreaterThan(4.5)
  expect(contrast(palette.accentText, palette.accentSoft)).toBeGreaterThan(4.5)
  for (const dot of ['dotStopped', 'dotRunning', 'dotAttention', 'dotCrashed'] as const) {
    expect(contrast(palette[dot], palette.rail), dot).toBeGreaterThan(3)
  }
})

test('a colour is reached by a CSS variable of its name', () => {
  expect(cssVariablesOf(lightPalette)['--ml-get-text']).toBe(lightPalette.getText)
})
