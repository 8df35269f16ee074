import cluster from 'node:cluster'
import type { WorkersState } from '#contract/server.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { Metrics } from '../admin/metrics.ts'
import type { RequestLog } from '../log/request-log.ts'
import { ListenError } from '../server/listen.ts'
import type { LiveMock } from '../server/live-mock.ts'
import { answerWorkers } from './answer-workers.ts'
import { createRecordMerge } from './merge-records.ts'
import { watchProject } from './project-stamps.ts'
import { createRecordReader } from './record-text.ts'
import { createReplacement } from './replace-workers.ts'
import { sharedClock } from './shared-clock.ts'
import { changedCourse, courseOf, type WorkerCourse } from './worker-course.ts'
import type { MessageFromWorker } from './worker-messages.ts'
import { type WorkerEnd, WorkerProcess } from './worker-process.ts'

/** Milliseconds that workers have to end before they are made to. */
const stopWithin = 2_200

/** What one worker is and did, for the admin port. */
export interface WorkerReport {
  pid: number
  startedAt: string
  /** False while it is being started. */
  isAnswering: boolean
  requests: number
  memoryBytes: number
}

/** The processes that answer on the port, as one server. */
export interface WorkerPool {
  /** Resolves with the port when all of them listen. Rejects with a ListenError, or an Error that says why they cannot. */
  begin(parts: PoolParts): Promise<number>
  /** Resolves when every worker answers by what the mock is now. */
  follow(): Promise<void>
  /** Resolves when the log and the metrics have everything that was finished until now. */
  gather(): Promise<void>
  report(): WorkerReport[]
  state(): WorkersState
  /** Records that workers have not handed over yet. */
  waiting(): number
  /** Lets requests under way finish and ends the workers. */
  stop(): Promise<void>
}

interface PoolParts {
  mock: LiveMock
  log: RequestLog
  metrics: Metrics
}

/** Begins to start `count` workers, which load the project while the primary does. */
export function forkWorkers(options: {
  count: number
  projectFolder: string
  /** The port that was asked for. */
  port: number
  /** What to run where the program of this process is not the server. */
  program?: { file: string; args: readonly string[] } | undefined
  /** Told what happens to workers. */
  warn: (message: string) => void
  /** No worker answers, and none can be started. */
  failed: (message: string) => void
  /** Told when `state` is another one, after the start. */
  changed: () => void
}): WorkerPool {
  const { count, program, warn } = options
  const members = new Map<number, WorkerProcess>()
  let parts: PoolParts | null = null
  let told: Required<WorkerCourse> | null = null
  let following: Promise<unknown> = Promise.resolve()
  let port: number | null = null
  let isStopping = false
  let started: { resolve(port: number): void; reject(error: Error): void } | null = null
  let firstFailure: Error | null = null
  const operations = new Map<string, Operation>()
  const demanded = new Set<number>()
  const merge = createRecordMerge({
    deliver: ({ record }) => parts?.log.add(record),
    behind(id) {
      if (demanded.has(id)) return
      demanded.add(id)
      void members
        .get(id)
        ?.demand()
        .then(() => demanded.delete(id))
    },
  })

  cluster.setupPrimary({
    serialization: 'advanced',
    windowsHide: true,
    ...(program === undefined ? {} : { exec: program.file, args: [...program.args] }),
  })
  for (let place = 0; place < count; place += 1) fork(place)
  const changedFile = watchProject(options.projectFolder)
  const replacement = createReplacement({ fork, changedFile, warn, failed: options.failed })

  function operationNamed(id: string): Operation | null {
    return operations.get(id) ?? null
  }

  function fork(place: number): void {
    const worker = new WorkerProcess(place, {
      message: receive,
      exit: ended,
      read: createRecordReader(operationNamed),
    })
    members.set(worker.id, worker)
  }

  function listening(): WorkerProcess[] {
    return [...members.values()].filter(({ isListening }) => isListening)
  }

  function receive(worker: WorkerProcess, message: MessageFromWorker): void {
    switch (message.type) {
      case 'loaded':
        worker.isLoaded = true
        // What it has read may not be what the others have.
        if (isStarted() && changedFile() !== null) worker.kill()
        else sendCourse(worker)
        break
      case 'listening':
        listens(worker, message.port)
        break
      case 'failed':
        worker.failure = message
        break
      case 'onCourse':
        worker.settle(message.id)
        break
      case 'ask':
        if (parts !== null) {
          const reply = (replies: Parameters<Parameters<typeof answerWorkers>[2]>[0]) =>
            worker.send({ type: 'replies', replies })
          answerWorkers(message.questions, parts.mock, reply)
        }
        break
      case 'shipment': {
        for (const counted of message.counts) worker.requests += counted.count
        parts?.metrics.add(message.counts)
        worker.waiting = message.waiting
        if (message.dropped > 0) parts?.log.missed(message.dropped)
        merge.take(worker.id, worker.read(message.text), message.upTo)
        worker.send({ type: 'taken', batch: message.batch })
        if (message.demanded !== undefined) {
          worker.memory = message.demanded.memory
          worker.settle(message.demanded.id)
        }
      }
    }
  }

  function sendCourse(worker: WorkerProcess): void {
    if (parts === null || !worker.isLoaded || worker.hasCourse) return
    const { mock } = parts
    told ??= courseOf(mock)
    worker.askedPort = portToShare()
    worker.send({ type: 'begin', course: told, port: worker.askedPort })
  }

  /** Workers share a port under the number that was asked for; if none is left, the same port has to be taken again. */
  function portToShare(): number {
    const begun = [...members.values()].filter(({ hasCourse }) => hasCourse)
    const other = begun.find(({ isListening }) => isListening) ?? begun[0]
    return other?.askedPort ?? port ?? options.port
  }

  function listens(worker: WorkerProcess, taken: number): void {
    if (port !== null && taken !== port) {
      // The last one that held the port ended just before.
      worker.kill()
      return
    }
    port = taken
    worker.listens()
    merge.join(worker.id, sharedClock())
    if (isStarted()) {
      options.changed()
    } else if ([...members.values()].every((each) => each.isListening)) {
      started?.resolve(taken)
      started = null
    }
  }

  function ended(worker: WorkerProcess, end: WorkerEnd): void {
    members.delete(worker.id)
    merge.leave(worker.id)
    if (isStopping) return
    if (isStarted()) {
      const left = listening().length
      replacement.replace(worker, end, { left, alive: members.size })
      options.changed()
    } else {
      firstFailure ??= failureOf(worker, end)
      started?.reject(firstFailure)
    }
  }

  /** All have listened once: from then on one that ends is replaced. */
  function isStarted(): boolean {
    return parts !== null && started === null
  }

  function endAll(): void {
    isStopping = true
    replacement.cancel()
    for (const worker of members.values()) worker.kill()
  }

  return {
    async begin(given) {
      parts = given
      for (const operation of given.mock.mockApi.operations) operations.set(operation.id, operation)
      try {
        return await new Promise<number>((resolve, reject) => {
          started = { resolve, reject }
          if (firstFailure !== null) reject(firstFailure)
          for (const worker of members.values()) sendCourse(worker)
        })
      } catch (error) {
        endAll()
        throw error
      }
    },
    async follow() {
      if (parts === null) return
      const next = courseOf(parts.mock)
      const changes = told && changedCourse(told, next)
      if (changes !== null) {
        told = next
        const all = [...members.values()].filter(({ hasCourse }) => hasCourse)
        following = Promise.all([following, ...all.map((worker) => worker.follow(changes))])
      }
      await following
    },
    async gather() {
      await Promise.all(listening().map((worker) => worker.demand()))
    },
    report: () =>
      [...members.values()].map(({ pid, startedAt, isListening, requests, memory }) => ({
        pid,
        isAnswering: isListening,
        startedAt: new Date(startedAt).toISOString(),
        requests,
        memoryBytes: memory,
      })),
    state() {
      const { count: lost, last } = replacement.losses()
      return { wanted: count, answering: listening().length, lost, lastLoss: last }
    },
    waiting: () => [...members.values()].reduce((sum, { waiting }) => sum + waiting, 0),
    async stop() {
      isStopping = true
      replacement.cancel()
      for (const worker of members.values()) {
        if (worker.hasCourse) worker.send({ type: 'stop' })
        else worker.kill()
      }
      const limit = setTimeout(endAll, stopWithin)
      await Promise.all([...members.values()].map(({ gone }) => gone))
      clearTimeout(limit)
      merge.flush()
    },
  }
}

function failureOf({ failure }: WorkerProcess, { code, signal }: WorkerEnd): Error {
  if (failure === null) {
    const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
    return new Error(`Cannot start the workers: one ${how} before it listened.`)
  }
  return failure.port === null
    ? new Error(failure.message)
    : new ListenError(failure.code, failure.port, failure.message)
}
