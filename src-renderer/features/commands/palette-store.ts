import { createSpotlight } from '@mantine/spotlight'

/** Opens and closes the command palette; Mantine's Spotlight keeps its state outside React. */
export const [paletteStore, palette] = createSpotlight()

export function openPalette(): void {
  palette.open()
}
