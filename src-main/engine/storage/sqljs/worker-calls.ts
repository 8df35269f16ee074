import type { LogStore, OpenedLog, Retention } from '../log-store.ts'

/** What the worker is started with. */
export interface WorkerStart {
  folder: string
  retention: Retention
  snapshotBytes: number | undefined
}

/** The methods of the store, as they are called over the thread's port. */
export type WorkerCalls = Omit<LogStore, 'opened'>
export type WorkerMethod = keyof WorkerCalls

export interface MessageToWorker {
  id: number
  method: WorkerMethod
  argument: unknown
}

export type MessageFromWorker =
  | { type: 'opened'; opened: OpenedLog }
  | { type: 'notOpened'; message: string }
  | { type: 'trouble'; message: string }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'failure'; id: number; message: string }
