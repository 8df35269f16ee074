import type { Shell } from 'electron'

const allowed = ['http:', 'https:', 'mailto:']

/** Opens an address outside the app; other schemes could start programs and are refused. */
export async function openExternally(
  shell: Pick<Shell, 'openExternal'>,
  url: string,
): Promise<boolean> {
  if (!URL.canParse(url) || !allowed.includes(new URL(url).protocol)) return false
  await shell.openExternal(url)
  return true
}
