import { build } from './build.ts'
import { isBuilt } from './build-record.ts'

/** Tests that run the program as users do need it built from the sources as they are. */
export async function setup(): Promise<void> {
  if (!(await isBuilt())) await build()
}
