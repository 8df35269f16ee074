import { type ChildProcess, fork } from 'node:child_process'
import type { ErrorCode } from '#contract/errors.ts'
import type { WorkersState } from '#contract/server.ts'
import type { MessageFromServer, MessageToServer } from '#runtime/channel-messages.ts'
import { EngineError } from '../engine-error.ts'

/** How long a server may take to listen, and to end after it was asked. */
const readyWithinMs = 20_000
const stopWithinMs = 3_000
const replyWithinMs = 10_000

/**
 * What Node is told when it runs a server: half of V8's space for young objects, in MiB. V8's own limit follows the
 * memory of the machine, up to 64, where a server comes as its operations are first asked: 60 MB that it does not
 * need. With less than 32, more than one of a hundred requests meets the garbage collector.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=32']

export interface ServerPorts {
  port: number
  adminPort: number
}

export interface ServerProcessOptions {
  /** `run-in-app.js`, which lets a project find its packages in the app. */
  entry: string
  projectFolder: string
  /** `MOCKLOOP_*` variables that override the project's own settings. */
  env?: Record<string, string>
  onLogged(message: Extract<MessageFromServer, { type: 'logged' }>): void
  onScenarioChanged(active: string): void
  onStateChanged(): void
  onWorkersChanged(workers: WorkersState): void
  onOutput(stream: 'stdout' | 'stderr', text: string): void
  /** Called once when the process has ended, for whatever reason. */
  onExit(how: { code: number | null; signal: NodeJS.Signals | null }): void
}

/** Why a server could not listen. */
export class ListenFailure extends Error {
  readonly code: string
  readonly port: number | null

  constructor(code: string, port: number | null, message: string) {
    super(message)
    this.name = 'ListenFailure'
    this.code = code
    this.port = port
  }
}

type WithoutId<Message> = Message extends { id: number } ? Omit<Message, 'id'> : never
/** A message that the server answers. */
export type ServerRequest = WithoutId<MessageToServer>

/** One generated server as a child process, from fork to exit. It ends with its parent. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly #options: ServerProcessOptions
  readonly #ready = Promise.withResolvers<ServerPorts>()
  readonly #exited = Promise.withResolvers<void>()
  readonly #replies = new Map<number, PromiseWithResolvers<unknown>>()
  #nextId = 1
  #ended = false

  constructor(options: ServerProcessOptions) {
    this.#options = options
    this.#child = fork(options.entry, [options.projectFolder], {
      cwd: options.projectFolder,
      execArgv: [...serverFlags],
      // Plain Node ignores ELECTRON_RUN_AS_NODE; Electron's binary becomes Node by it.
      env: { ...inheritedEnv(process.env), ELECTRON_RUN_AS_NODE: '1', ...options.env },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child.stdout
      ?.setEncoding('utf8')
      .on('data', (text: string) => options.onOutput('stdout', text))
    this.#child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => options.onOutput('stderr', text))
    this.#child.on('message', (message) => {
      // The channel is private to this process and its child, both of the same build.
      this.#receive(message as MessageFromServer)
    })
    this.#child.once('error', (error) => this.#end(null, null, error))
    // `close`, not `exit`: by then everything it wrote has been read.
    this.#child.once('close', (code, signal) => this.#end(code, signal))
    this.#ready.promise.catch(() => {})
  }

  get pid(): number | null {
    return this.#child.pid ?? null
  }

  /** Resolves with the ports once it listens. Rejects with `ListenFailure`, or an `Error` when it ended before. */
  async ready(): Promise<ServerPorts> {
    const timer = setTimeout(() => {
      this.#ready.reject(new Error(`it did not listen within ${readyWithinMs / 1000} seconds`))
    }, readyWithinMs)
    try {
      return await this.#ready.promise
    } finally {
      clearTimeout(timer)
    }
  }

  /** Sends a message and resolves, with what the server gives for it, when it has taken effect there. */
  async request(message: ServerRequest): Promise<unknown> {
    const id = this.#nextId++
    const reply = Promise.withResolvers<unknown>()
    this.#replies.set(id, reply)
    const timer = setTimeout(() => {
      reply.reject(
        new EngineError('INTERNAL', 'The mock server did not reply in time. Restart it.'),
      )
    }, replyWithinMs)
    try {
      this.#send({ ...message, id })
      return await reply.promise
    } finally {
      clearTimeout(timer)
      this.#replies.delete(id)
    }
  }

  /** Lets the server send further log batches. */
  acknowledge(batch: number): void {
    this.#send({ type: 'acknowledge', batch })
  }

  /** Ends the process: SIGTERM first, SIGKILL when it does not listen. Resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#ended) return
    this.#child.kill('SIGTERM')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopWithinMs)
    await this.#exited.promise
    clearTimeout(timer)
  }

  #send(message: MessageToServer): void {
    // A child that is just ending has closed the channel; its exit settles what is waiting.
    if (this.#child.connected) this.#child.send(message, () => {})
  }

  #receive(message: MessageFromServer): void {
    switch (message.type) {
      case 'ready':
        this.#ready.resolve({ port: message.port, adminPort: message.adminPort })
        break
      case 'failed':
        this.#ready.reject(new ListenFailure(message.code, message.port, message.message))
        break
      case 'logged':
        this.#options.onLogged(message)
        break
      case 'scenarioChanged':
        this.#options.onScenarioChanged(message.active)
        break
      case 'stateChanged':
        this.#options.onStateChanged()
        break
      case 'workersChanged':
        this.#options.onWorkersChanged(message.workers)
        break
      case 'reply': {
        const reply = this.#replies.get(message.id)
        if (message.error)
          reply?.reject(new EngineError(codeOf(message.error), message.error.message))
        else reply?.resolve(message.data)
      }
    }
  }

  #end(code: number | null, signal: NodeJS.Signals | null, error?: Error): void {
    if (this.#ended) return
    this.#ended = true
    const how =
      error?.message ?? (signal ? `it was ended by ${signal}` : `it ended with code ${code}`)
    this.#ready.reject(new Error(how))
    for (const reply of this.#replies.values()) {
      reply.reject(new EngineError('CONFLICT', `The mock server is gone: ${how}. Start it again.`))
    }
    this.#exited.resolve()
    this.#options.onExit({ code, signal })
  }
}

/** Servers fail with these codes; all else they refuse is about what they were given. */
function codeOf({ code }: { code: string }): ErrorCode {
  return code === 'NOT_FOUND' || code === 'CONFLICT' ? code : 'INVALID_INPUT'
}

/** The settings of a mock come from its project, not from variables meant for this program. */
function inheritedEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !name.startsWith('MOCKLOOP_') && name !== 'NODE_OPTIONS',
    ),
  )
}
