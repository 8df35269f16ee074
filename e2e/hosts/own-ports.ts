import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Lets the servers of a workspace have ports that those of tests beside it do not try: the port of a server that is
 * stopped for a moment would else be free for another one. The settings of a workspace that is opened again stay.
 */
export async function takeOwnPorts(workspace: string): Promise<void> {
  await mkdir(workspace, { recursive: true })
  // Below the ports that the system hands out; each process that runs tests has a hundred.
  const firstPort = 10_000 + (process.pid % 220) * 100
  await writeFile(join(workspace, 'settings.json'), JSON.stringify({ firstPort }), {
    flag: 'wx',
  }).catch((error: unknown) => {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere) throw error
  })
}
