import { join } from 'node:path'
import type { ShippedFiles } from './create-engine.ts'

/** Where the build and the package put what the engine needs; `appFolder` holds `out` and `examples`. */
export function shippedFiles(appFolder: string, version: string): ShippedFiles {
  const outFolder = join(appFolder, 'out')
  return {
    templates: join(outFolder, 'templates'),
    samples: join(appFolder, 'examples'),
    importWorker: join(outFolder, 'workers', 'import-spec.js'),
    logWorker: join(outFolder, 'workers', 'request-log.js'),
    version,
  }
}
