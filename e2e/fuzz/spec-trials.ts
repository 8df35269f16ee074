import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shippedFiles } from '#engine/shipped-files.ts'
import { rootFolder } from '../hosts/app-host.ts'
import { createDice } from './dice.ts'
import { mutateSpec } from './mutate-spec.ts'
import { readSpecCorpus } from './spec-corpus.ts'
import { projectFolderIn, type SpecTrial, trySpec } from './try-spec.ts'

/**
 * Program of `fuzz-specs.ts`: tries one mutated spec after the other and tells its parent what became of each.
 * It runs with Node's permission model, which lets it write in its sandbox only.
 * Arguments: sandbox, seed, number of the first case, largest spec in bytes, port of a server that nobody may call, secret.
 */
export type TrialMessage =
  | { type: 'began'; number: number }
  | { type: 'ended'; number: number; outcome: 'served' | 'refused'; cpuMs: number }
  | { type: 'failed'; number: number; path: string; error: string }

const [sandbox = '', seed = '1', first = '0', maxBytes = '0', port = '0', secret = ''] =
  process.argv.slice(2)
const specFolder = join(sandbox, 'spec')
const corpus = readSpecCorpus(Number(maxBytes))
const shipped = shippedFiles(rootFolder, '0.0.0')
const places = {
  templatesFolder: shipped.templates,
  samplesFolder: shipped.samples,
  projectFolder: projectFolderIn(sandbox),
  secret,
}
const references = [
  '#',
  '#/',
  '#/paths',
  '#/components/schemas',
  '#/components/schemas/__proto__',
  '#/x/~2/%zz',
  'spec.yaml',
  'spec.yaml#/paths',
  'other.yaml',
  'other.yaml#/Ring',
  '../outside/secret.yaml',
  '..%2foutside%2fsecret.yaml',
  '..\\outside\\secret.yaml',
  'link.yaml',
  `file://${sandbox}/outside/secret.yaml`,
  `${sandbox}/outside/secret.yaml`,
  `http://127.0.0.1:${port}/spec.yaml`,
  `http://localhost:${port}/spec.yaml#/a`,
  `http://[::ffff:127.0.0.1]:${port}/spec.yaml`,
  `//127.0.0.1:${port}/spec.yaml`,
]
const foreignReference = /ref["']?\s*:\s*["']?https?:\/\/(?!127\.0\.0\.1|localhost|\[::ffff)/

/** Case `number` of a seed: the same whichever cases ran before. */
function trialOf(number: number): { trial: SpecTrial; path: string; text: string } {
  const dice = createDice(Number(seed) * 1_000_003 + number)
  const { path, text } = dice.pickAny(corpus) ?? { path: '', text: '' }
  const mutated = mutateSpec(text, dice, references)
  const inFolder = dice.oneIn(2)
  return {
    path,
    text: mutated,
    trial: {
      source: inFolder
        ? { from: 'path', path: join(specFolder, 'spec.yaml') }
        : { from: 'text', text: mutated, fileName: 'spec.yaml' },
      // Never with references that would leave this machine.
      allowRemoteRefs: dice.oneIn(2) && !foreignReference.test(mutated),
      write: dice.oneIn(20),
    },
  }
}

function tell(message: TrialMessage): void {
  process.send?.(message)
}

async function main(): Promise<void> {
  for (let number = Number(first); ; number += 1) {
    const { trial, path, text } = trialOf(number)
    await writeFile(join(specFolder, 'spec.yaml'), text)
    tell({ type: 'began', number })
    const cpu = process.cpuUsage()
    try {
      const outcome = await trySpec(trial, places)
      const { user, system } = process.cpuUsage(cpu)
      tell({ type: 'ended', number, outcome, cpuMs: (user + system) / 1000 })
    } catch (error) {
      const shown = error instanceof Error ? (error.stack ?? error.message) : String(error)
      tell({ type: 'failed', number, path, error: shown })
    }
  }
}

process.on('disconnect', () => process.exit())
await main()
