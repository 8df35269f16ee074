import { parentPort } from 'node:worker_threads'
import { EngineError } from '#engine/engine-error.ts'
import type { FromWorker, ToWorker } from './import-messages.ts'
import { importSpec } from './import-spec.ts'

/** Entry of the import thread: one import, then it ends. */
parentPort?.once('message', (message: ToWorker) => {
  void run(message)
})

async function run({ source, samplesFolder, allowRemoteRefs }: ToWorker): Promise<void> {
  const send = (answer: FromWorker): void => parentPort?.postMessage(answer)
  try {
    const imported = await importSpec(source, {
      samplesFolder,
      allowRemoteRefs,
      onProgress: (stage, fraction) => send({ type: 'progress', stage, fraction }),
    })
    send({ type: 'imported', imported })
  } catch (error) {
    if (error instanceof EngineError) {
      const { code, message, data } = error
      send({ type: 'failed', code, message, data })
    } else throw error
  }
}
