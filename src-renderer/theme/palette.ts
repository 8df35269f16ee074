/** Colours of one scheme, by the CSS variable that carries them. All are opaque hex, so that contrast can be tested. */
export interface Palette {
  /** Surfaces, from the back to the front. */
  rail: string
  pane: string
  main: string
  raised: string
  hover: string
  selected: string
  border: string
  borderStrong: string
  /** Text: full, secondary, and the faintest that is still readable. */
  text: string
  muted: string
  faint: string
  accent: string
  accentText: string
  accentSoft: string
  onAccent: string
  /** Text and ground of chips. */
  getText: string
  getGround: string
  postText: string
  postGround: string
  putText: string
  putGround: string
  patchText: string
  patchGround: string
  deleteText: string
  deleteGround: string
  otherText: string
  otherGround: string
  /** Status classes of answers, and severities. */
  infoText: string
  infoGround: string
  okText: string
  okGround: string
  redirectText: string
  redirectGround: string
  warnText: string
  warnGround: string
  errorText: string
  errorGround: string
  /** Dots that tell a server's state. */
  dotStopped: string
  dotRunning: string
  dotAttention: string
  dotCrashed: string
}

export const lightPalette: Palette = {
  rail: '#f3f4f6',
  pane: '#f9fafb',
  main: '#ffffff',
  raised: '#ffffff',
  hover: '#eceef2',
  selected: '#e6e6fa',
  border: '#e3e5ea',
  borderStrong: '#cfd3da',
  text: '#171a21',
  muted: '#535a68',
  faint: '#666d7b',
  accent: '#5450d6',
  accentText: '#4541c4',
  accentSoft: '#eeeefd',
  onAccent: '#ffffff',
  getText: '#0a58b0',
  getGround: '#e4effc',
  postText: '#0b6b36',
  postGround: '#def3e6',
  putText: '#824c00',
  putGround: '#fbeed5',
  patchText: '#6737bd',
  patchGround: '#efe8fc',
  deleteText: '#ad211a',
  deleteGround: '#fce6e5',
  otherText: '#4a5162',
  otherGround: '#eaecf0',
  infoText: '#4a5162',
  infoGround: '#eaecf0',
  okText: '#0b6b36',
  okGround: '#def3e6',
  redirectText: '#0a58b0',
  redirectGround: '#e4effc',
  warnText: '#824c00',
  warnGround: '#fbeed5',
  errorText: '#ad211a',
  errorGround: '#fce6e5',
  dotStopped: '#868d9b',
  dotRunning: '#189a51',
  dotAttention: '#c77700',
  dotCrashed: '#d7352c',
}

export const darkPalette: Palette = {
  rail: '#101216',
  pane: '#14161b',
  main: '#181b20',
  raised: '#1f2329',
  hover: '#22262d',
  selected: '#2b2c4b',
  border: '#272b33',
  borderStrong: '#3a404b',
  text: '#e8eaee',
  muted: '#a3abb9',
  faint: '#8b93a2',
  accent: '#6763e6',
  accentText: '#a9a7ff',
  accentSoft: '#25264a',
  onAccent: '#ffffff',
  getText: '#84bcff',
  getGround: '#16283f',
  postText: '#6fd79a',
  postGround: '#14301f',
  putText: '#f0b95c',
  putGround: '#36280f',
  patchText: '#c3a6ff',
  patchGround: '#2b2145',
  deleteText: '#ff9a92',
  deleteGround: '#3e1b1a',
  otherText: '#b3bac7',
  otherGround: '#282d36',
  infoText: '#b3bac7',
  infoGround: '#282d36',
  okText: '#6fd79a',
  okGround: '#14301f',
  redirectText: '#84bcff',
  redirectGround: '#16283f',
  warnText: '#f0b95c',
  warnGround: '#36280f',
  errorText: '#ff9a92',
  errorGround: '#3e1b1a',
  dotStopped: '#6d7584',
  dotRunning: '#3ccb7f',
  dotAttention: '#eaa53b',
  dotCrashed: '#f2645a',
}

/** `getText` → `--ml-get-text`. */
export function cssVariablesOf(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [
      `--ml-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  )
}
