import { basename, join } from 'node:path'
import { generateTime } from './measure-starts.ts'
import { median } from './median.ts'
import { measureTree } from './process-tree.ts'
import { runServer } from './run-server.ts'

/** What one API description costs to import and to start. */
export interface SpecFigure {
  file: string
  /** Milliseconds; medians over the rounds. */
  generate: number | null
  mockReady: number | null
  /** All processes of `mockloop mock` once it is ready. */
  residentMib: number | null
}

/** Imports and starts a description given on the command line. */
export async function measureSpec(options: {
  file: string
  cli: string
  rounds: number
  workFolder: string
  progress: (message: string) => void
}): Promise<SpecFigure> {
  const { file, cli, rounds, workFolder } = options
  const name = basename(file)
  const generate: number[] = []
  const mockReady: number[] = []
  const resident: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    options.progress(`${name}: round ${round} of ${rounds}`)
    generate.push(await generateTime(cli, file, join(workFolder, 'given-mock')))
    const args = [cli, 'mock', file, '--quiet', '--port', '0']
    const server = await runServer({ name: `mockloop mock ${name}`, args })
    mockReady.push(server.readyAfter)
    const use = measureTree(server.pid)
    if (use) resident.push(use.residentMib)
    await server.stop()
  }
  return {
    file: name,
    generate: median(generate),
    mockReady: median(mockReady),
    residentMib: median(resident),
  }
}
