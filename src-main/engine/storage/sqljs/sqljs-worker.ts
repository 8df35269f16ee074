import { parentPort, workerData } from 'node:worker_threads'
import { openSqljsLog } from './sqljs-log.ts'
import type { MessageFromWorker, MessageToWorker, WorkerStart } from './worker-calls.ts'

/** Entry of the thread in which the request log's database lives. */
async function main() {
  const port = parentPort
  if (!port) throw new Error('This script runs as a worker thread only.')
  // The one who starts this thread is `openSqljsStore`.
  const start = workerData as WorkerStart
  const send = (message: MessageFromWorker) => port.postMessage(message)

  const log = await openSqljsLog(start, (message) => send({ type: 'trouble', message }))
  port.on('message', async ({ id, method, argument }: MessageToWorker) => {
    try {
      // Each method takes what its caller in `openSqljsStore` gives; the types meet there.
      const call = log.calls[method] as (argument: unknown) => unknown
      send({ type: 'result', id, value: await call(argument) })
      if (method === 'close') port.close()
    } catch (error) {
      send({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) })
    }
  })
  send({ type: 'opened', opened: log.opened })
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  parentPort?.postMessage({ type: 'notOpened', message } satisfies MessageFromWorker)
})
