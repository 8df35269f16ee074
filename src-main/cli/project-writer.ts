import { once } from 'node:events'
import { enableCompileCache } from 'node:module'
import type { FromProjectWriter, ProjectOrder } from './project-order.ts'

/**
 * Entry of the process that imports a spec and writes its project. What an import needs is large and of no use to a
 * server that runs: it goes with this process, which ends when it has written.
 */
enableCompileCache()
// The channel is private to two processes of the same build.
const [order] = (await once(process, 'message')) as [ProjectOrder]
const answer = await carryOut(order)
process.send?.(answer, () => process.disconnect())

async function carryOut({ shipped, ...request }: ProjectOrder): Promise<FromProjectWriter> {
  const { generateFromSpec } = await import('./generate-from-spec.ts')
  try {
    const { report } = await generateFromSpec({ shipped }, request)
    return { type: 'written', report }
  } catch (error) {
    return { type: 'failed', ...(await describe(error)) }
  }
}

async function describe(
  error: unknown,
): Promise<Omit<Extract<FromProjectWriter, { type: 'failed' }>, 'type'>> {
  const { EngineError } = await import('#engine/engine-error.ts')
  if (error instanceof EngineError) {
    const { code, message, data } = error
    return { code, message, data }
  }
  // Not one of ours: a defect. The stack is what helps then.
  console.error(error)
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'INTERNAL', message, data: undefined }
}
