import cluster, { type Worker } from 'node:cluster'
import type { createRecordReader } from './record-text.ts'
import type { WorkerCourse } from './worker-course.ts'
import type { MessageFromWorker, MessageToWorker } from './worker-messages.ts'

/** How a process ended. */
export interface WorkerEnd {
  code: number | null
  signal: string | null
}

/** Milliseconds that a worker has to follow a new course, and to say what it finished. */
const followWithin = 4_000
const answerWithin = 1_000

/** One worker as the primary sees it, from its fork to its exit. */
export class WorkerProcess {
  readonly startedAt = Date.now()
  /** Which of the workers it is; the one that replaces it is the same. */
  readonly place: number
  readonly #worker: Worker
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>
  readonly #waiting = new Map<number, () => void>()
  #lastId = 0
  /** It has read the project and waits for its course. */
  isLoaded = false
  /** The port it was told to listen on, be it 0, with the course by which it answers. */
  askedPort: number | null = null
  #listensSince: number | null = null
  /** Why it cannot serve, in its own words. */
  failure: Extract<MessageFromWorker, { type: 'failed' }> | null = null
  requests = 0
  /** Records that it has not shipped yet, when it last said. */
  waiting = 0
  /** Bytes of resident memory when it last said. */
  memory = 0

  /** Reads the records that it ships. */
  readonly read: ReturnType<typeof createRecordReader>

  constructor(
    place: number,
    on: {
      read: ReturnType<typeof createRecordReader>
      message: (worker: WorkerProcess, message: MessageFromWorker) => void
      exit: (worker: WorkerProcess, end: WorkerEnd) => void
    },
  ) {
    this.place = place
    this.read = on.read
    this.#worker = cluster.fork({ MOCKLOOP_IS_WORKER: '1' })
    this.#worker.on('message', (message) => {
      // The channel is private to the processes of this server.
      on.message(this, message as MessageFromWorker)
    })
    let end: WorkerEnd = { code: null, signal: null }
    const exited = new Promise<void>((resolve) => {
      this.#worker.once('exit', (code: number | null, signal: string | null) => {
        end = { code, signal }
        resolve()
      })
      // One that could not be started does not exit.
      this.#worker.once('error', () => resolve())
    })
    // What it said last may come after its exit.
    const silent = new Promise<void>((resolve) => this.#worker.once('disconnect', resolve))
    this.gone = Promise.all([exited, silent]).then(() => {
      for (const settle of this.#waiting.values()) settle()
      on.exit(this, end)
    })
  }

  get id(): number {
    return this.#worker.id
  }

  get pid(): number {
    return this.#worker.process.pid ?? 0
  }

  get hasCourse(): boolean {
    return this.askedPort !== null
  }

  get isListening(): boolean {
    return this.#listensSince !== null
  }

  listens(): void {
    this.#listensSince = performance.now()
  }

  /** Milliseconds since it began to answer; 0 when it has not. */
  answeredFor(): number {
    return this.#listensSince === null ? 0 : performance.now() - this.#listensSince
  }

  send(message: MessageToWorker): void {
    if (this.#worker.isConnected()) this.#worker.send(message, () => {})
  }

  /** Resolves when it answers by the course, or is gone. One that hangs is ended: another takes its place, on course. */
  async follow(course: WorkerCourse): Promise<void> {
    const { id, settled } = this.#await()
    const limit = setTimeout(() => this.kill(), followWithin)
    this.send({ type: 'changeCourse', id, course })
    await settled
    clearTimeout(limit)
  }

  /** Resolves when it has shipped what it finished until now, is gone, or takes too long for it. */
  async demand(): Promise<void> {
    const { id, settled } = this.#await()
    const limit = setTimeout(() => this.settle(id), answerWithin)
    this.send({ type: 'demand', demand: id })
    await settled
    clearTimeout(limit)
  }

  /** What was asked under this number is done. */
  settle(id: number): void {
    this.#waiting.get(id)?.()
    this.#waiting.delete(id)
  }

  kill(): void {
    this.#worker.process.kill('SIGKILL')
  }

  #await(): { id: number; settled: Promise<void> } {
    this.#lastId += 1
    const id = this.#lastId
    const settled = new Promise<void>((resolve) => this.#waiting.set(id, resolve))
    return { id, settled }
  }
}
