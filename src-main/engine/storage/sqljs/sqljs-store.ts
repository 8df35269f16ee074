import { Worker } from 'node:worker_threads'
import { EngineError } from '../../engine-error.ts'
import type { LogStore, LogStoreOptions, OpenedLog } from '../log-store.ts'
import type {
  MessageFromWorker,
  MessageToWorker,
  WorkerCalls,
  WorkerMethod,
  WorkerStart,
} from './worker-calls.ts'

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

/**
 * The request log's database in a thread of its own.
 * Throws IO_FAILED when the folder cannot be used.
 */
export async function openSqljsStore(options: LogStoreOptions): Promise<LogStore> {
  const { folder, retention, snapshotBytes } = options
  const start: WorkerStart = { folder, retention, snapshotBytes }
  const worker = new Worker(options.workerPath, { workerData: start })
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let ended: Error | null = null

  function end(reason: string) {
    if (ended) return
    ended = new EngineError(
      'IO_FAILED',
      `Cannot read the request log: its database ${reason}. Start MockLoop again; requests are still being saved.`,
    )
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }

  function call<Method extends WorkerMethod>(
    method: Method,
    argument: Parameters<WorkerCalls[Method]>[0],
    transfer: ArrayBuffer[] = [],
  ): ReturnType<WorkerCalls[Method]> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (ended) return reject(ended)
      const id = nextId
      nextId += 1
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, method, argument } satisfies MessageToWorker, transfer)
    })
    // The worker answers each method with what the method's own type says.
    return answer as ReturnType<WorkerCalls[Method]>
  }

  function receive(message: MessageFromWorker) {
    if (message.type === 'trouble') return options.onTrouble(message.message)
    if (message.type === 'opened' || message.type === 'notOpened') return
    const waiter = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'result') waiter?.resolve(message.value)
    else waiter?.reject(new Error(message.message))
  }

  const opened = await whenOpened(worker, folder, options.onTrouble)
  worker.on('message', receive)
  worker.on('error', (error) => end(`stopped (${error instanceof Error ? error.message : error})`))
  worker.on('exit', () => end('has ended'))

  return {
    opened,
    // What is transferred cannot be used here any more; it was written before.
    apply: (chunk) =>
      call('apply', chunk, chunk.bytes.buffer instanceof ArrayBuffer ? [chunk.bytes.buffer] : []),
    page: (query) => call('page', query),
    place: (seq) => call('place', seq),
    operationHits: (serverId) => call('operationHits', serverId),
    analyse: (query) => call('analyse', query),
    count: () => call('count', undefined),
    setRetention: (wanted) => call('setRetention', wanted),
    async close() {
      const exited = new Promise((resolve) => worker.once('exit', resolve))
      await call('close', undefined)
      await exited
    },
  }
}

/** The worker's first word. What it has to tell the user before is passed on. */
function whenOpened(
  worker: Worker,
  folder: string,
  onTrouble: (message: string) => void,
): Promise<OpenedLog> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(
        new EngineError(
          'IO_FAILED',
          `Cannot open the request log in ${folder}: ${why}. Make the folder readable and writable, or choose another workspace.`,
        ),
      )
    const listen = (message: MessageFromWorker) => {
      if (message.type === 'trouble') onTrouble(message.message)
      else if (message.type === 'notOpened') fail(message.message)
      else if (message.type === 'opened') {
        worker.off('message', listen)
        worker.removeAllListeners('error')
        worker.removeAllListeners('exit')
        resolve(message.opened)
      }
    }
    worker.on('message', listen)
    worker.on('exit', () => fail('its thread has ended'))
    worker.on('error', (error: unknown) =>
      fail(error instanceof Error ? error.message : String(error)),
    )
  })
}
