import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../hosts/app-host.ts'

export interface CorpusSpec {
  path: string
  text: string
}

const folders = [
  join(rootFolder, 'examples'),
  join(rootFolder, '..', 'shared', 'specs', 'openapi'),
  join(rootFolder, '..', 'shared', 'specs', 'invalid'),
]

const isSpec = /^[\s{]*["']?(?:openapi|swagger)["']?\s*:/m

/** The examples and, where they lie beside the project, real and broken specs of at most `maxBytes`; in a fixed order. */
export function readSpecCorpus(maxBytes: number): CorpusSpec[] {
  return (
    folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
          join(folder, name),
        ),
      )
      .filter((path) => /\.(?:ya?ml|json)$/.test(path) && !/(?:samples|index)\.json$/.test(path))
      .filter((path) => statSync(path).isFile() && statSync(path).size <= maxBytes)
      .sort()
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
      // Specs of several files bring parts along that are none by themselves.
      .filter(({ path, text }) => path.includes('invalid') || isSpec.test(text))
  )
}
