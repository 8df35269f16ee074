import type { ReportedEntry } from '#contract/log-entry.ts'
import type { ServerSettings, ServerState, WorkersState } from '#contract/server.ts'
import { unpackEntries } from '#runtime/log/packed-entries.ts'
import { atMostEvery } from '#runtime/server/at-most-every.ts'
import { EngineError } from '../engine-error.ts'
import { droppedMessage } from './dropped-message.ts'
import { findFreePort } from './free-port.ts'
import { createServerConsole } from './server-console.ts'
import {
  ListenFailure,
  type ServerPorts,
  ServerProcess,
  type ServerProcessOptions,
  type ServerRequest,
} from './server-process.ts'

/** A crashed server is started again after 0.25, 0.5, 1, 2, 4 seconds, then left crashed. */
const maxRestarts = 5
const firstBackoffMs = 250
/** Under a load that its log does not bear, batch after batch says what is missing. */
const tellEveryMs = 1_000
/** Running this long makes earlier crashes forgotten. */
const stableAfterMs = 60_000

type ServerChange = 'started' | 'stopped' | 'crashed' | 'workerLost' | 'changed'

export interface LiveServerOptions
  extends Pick<
    ServerProcessOptions,
    'entry' | 'projectFolder' | 'onScenarioChanged' | 'onStateChanged'
  > {
  /** Current settings, read at each start and for messages. */
  settings(): ServerSettings
  /** Ports that other servers of the workspace want. */
  reservedPorts(): ReadonlySet<number>
  /** Stores what was logged; the server sends more when the promise settles. */
  storeEntries(entries: ReportedEntry[]): Promise<void>
  onOutput(lines: ReturnType<ReturnType<typeof createServerConsole>['write']>): void
  /** Told what is missing from its log; the console says it too. */
  onTrouble(message: string): void
  /** After each change of what `describe` tells. */
  onChange(what: ServerChange): void
}

/** One server of the workspace over all its starts: state, crashes and restarts with back-off. */
export class LiveServer {
  readonly console = createServerConsole()
  readonly #options: LiveServerOptions
  #state: ServerState = 'stopped'
  #process: ServerProcess | null = null
  #ports: ServerPorts | null = null
  #startedAt: number | null = null
  /** The same by the monotonic clock: how long it ran must not depend on somebody setting the time. */
  #startedTick = 0
  #restarts = 0
  #lastError: string | null = null
  #workers: WorkersState | null = null
  /** Entries that it gave up and that nobody was told of yet. */
  #dropped = 0
  readonly #tellDroppedSoon = atMostEvery(tellEveryMs, () => this.#tellDropped())
  #restartTimer: NodeJS.Timeout | null = null
  /** Start and stop wait for each other. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: LiveServerOptions) {
    this.#options = options
  }

  describe() {
    return {
      state: this.#state,
      ports: this.#ports,
      pid: this.#process?.pid ?? null,
      startedAt: this.#startedAt,
      restarts: this.#restarts,
      lastError: this.#lastError,
      workers: this.#workers,
    }
  }

  /** Resolves when it listens; a running server is left as it is. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state === 'running') return
      this.#cancelRestart()
      this.#restarts = 0
      this.#lastError = null
      await this.#launch()
    })
  }

  /** Resolves when the process has ended; a stopped server is left as it is. */
  stop(): Promise<void> {
    return this.#inTurn(async () => {
      this.#cancelRestart()
      const running = this.#process
      if (!running) {
        if (this.#state === 'crashed') this.#become('stopped', 'stopped')
        return
      }
      this.#become('stopping', 'changed')
      await running.stop()
    })
  }

  /** Sends a message to the running process and resolves with its reply; undefined when it is not running. */
  async tell(message: ServerRequest): Promise<unknown> {
    return this.#state === 'running' ? this.#process?.request(message) : undefined
  }

  async #launch(): Promise<void> {
    this.#become('starting', 'changed')
    const { entry, projectFolder, onScenarioChanged, onStateChanged } = this.#options
    const started: ServerProcess = new ServerProcess({
      entry,
      projectFolder,
      onScenarioChanged,
      onStateChanged,
      onLogged: ({ batch, entries, dropped }) => {
        this.#dropped += dropped
        if (dropped > 0) this.#tellDroppedSoon()
        void this.#store(unpackEntries(entries)).then(() => started.acknowledge(batch))
      },
      onWorkersChanged: (workers) => this.#workersChanged(workers),
      onOutput: (stream, text) => this.#print(stream, text),
      onExit: (how) => this.#ended(how),
    })
    this.#process = started
    try {
      this.#ports = await started.ready()
      this.#startedAt = Date.now()
      this.#startedTick = performance.now()
      this.#become('running', 'started')
    } catch (error) {
      await started.stop()
      throw await this.#startFailure(error)
    }
  }

  #workersChanged(workers: WorkersState): void {
    const isLoss = workers.lost > (this.#workers?.lost ?? 0)
    this.#workers = workers
    this.#options.onChange(isLoss ? 'workerLost' : 'changed')
  }

  /** Entries that cannot be stored are given up, so that the server is not held up by them; it is told. */
  async #store(entries: ReportedEntry[]): Promise<void> {
    try {
      await this.#options.storeEntries(entries)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#tell(`${entries.length} requests were answered but not logged: ${why}\n`)
    }
  }

  #tellDropped(): void {
    if (this.#dropped > 0) this.#tell(droppedMessage(this.#dropped))
    this.#dropped = 0
  }

  #tell(message: string): void {
    this.#print('stderr', message)
    this.#options.onTrouble(message)
  }

  #print(stream: 'stdout' | 'stderr', text: string): void {
    const lines = this.console.write(stream, text)
    if (lines.length > 0) this.#options.onOutput(lines)
  }

  async #startFailure(error: unknown): Promise<EngineError> {
    const settings = this.#options.settings()
    const failure =
      error instanceof ListenFailure && error.code === 'EADDRINUSE'
        ? await this.#portTaken(error.port)
        : new EngineError(
            'START_FAILED',
            `Cannot start ${settings.name}: ${error instanceof Error ? error.message : String(error)}. Look at its console.`,
            { data: { stderr: this.console.lastErrors(10) }, cause: error },
          )
    this.#lastError = failure.message
    this.#become(failure.code === 'PORT_TAKEN' ? 'stopped' : 'crashed', 'changed')
    return failure
  }

  async #portTaken(port: number | null): Promise<EngineError> {
    const { name, host } = this.#options.settings()
    const taken = port ?? 0
    const suggestedPort = await findFreePort(taken + 1, host, this.#options.reservedPorts())
    return new EngineError(
      'PORT_TAKEN',
      `Cannot start ${name} on port ${taken}: the port is taken by another program. Use port ${suggestedPort} instead, or stop that program.`,
      { data: { port: taken, suggestedPort } },
    )
  }

  #ended(how: { code: number | null; signal: NodeJS.Signals | null }): void {
    const before = this.#state
    this.#tellDropped()
    this.#process = null
    this.#ports = null
    this.#workers = null
    const ranFor = this.#startedAt === null ? 0 : performance.now() - this.#startedTick
    this.#startedAt = null
    if (before === 'stopping') this.#become('stopped', 'stopped')
    // While it starts, whoever waits for it learns that it ended.
    if (before === 'running') this.#crashed(how, ranFor)
  }

  #crashed(how: { code: number | null; signal: NodeJS.Signals | null }, ranFor: number): void {
    this.#lastError = this.#crashReport(how)
    if (ranFor > stableAfterMs) this.#restarts = 0
    this.#become('crashed', 'crashed')
    this.#scheduleRestart()
  }

  #crashReport({ code, signal }: { code: number | null; signal: NodeJS.Signals | null }): string {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
    const lastLine = this.console.lastErrors(1)[0]
    return `The server ${how}.${lastLine ? ` Its last line on stderr: ${lastLine}` : ''}`
  }

  #scheduleRestart(): void {
    if (this.#restarts >= maxRestarts) {
      this.#lastError += ` It crashed ${maxRestarts + 1} times and is not started again by itself.`
      this.#options.onChange('changed')
      return
    }
    const wait = firstBackoffMs * 2 ** this.#restarts
    this.#restartTimer = setTimeout(() => {
      void this.#inTurn(async () => {
        if (this.#state !== 'crashed') return
        this.#restarts += 1
        await this.#launch()
        // A restart that fails is told by the state and `lastError`; nobody waits for it.
      }).catch(() => {
        if (this.#state === 'crashed') this.#scheduleRestart()
      })
    }, wait)
  }

  #cancelRestart(): void {
    if (this.#restartTimer) clearTimeout(this.#restartTimer)
    this.#restartTimer = null
  }

  #become(state: ServerState, what: ServerChange): void {
    this.#state = state
    this.#options.onChange(what)
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => {})
    return result
  }
}
