import { createSpotlight } from '@mantine/spotlight'

/** Opens and closes the command palette; Mantine's Spotlight keeps its state outside React. */
const [store, palette] = createSpotlight()

export const paletteStore = store

export function openPalette(): void {
  palette.open()
}
