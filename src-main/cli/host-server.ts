import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import type { ReportedEntry } from '#contract/log-entry.ts'
import { ListenFailure, type ServerPorts } from '#engine/servers/server-process.ts'
import type { MessageFromServer, MessageToServer, ServerHost } from '#runtime/channel-messages.ts'
import { unpackEntries } from '#runtime/log/packed-entries.ts'

/** What `templates/run-project.js` offers; it is shipped as it is and not part of the bundle. */
interface ProjectRunner {
  loadPackages(): void
  loadRuntime(): Promise<void>
  runProject(projectFolder: string, options: { isFresh: boolean }): Promise<void>
}

/** Entries of the log, and how many before them were lost. */
export interface LoggedBatch {
  entries: ReportedEntry[]
  dropped: number
}

/** A mock server that runs in this process. */
export interface HostedServer extends ServerPorts {
  /** Resolves when it can answer no more, with the reason. */
  failed: Promise<ListenFailure>
  /** Lets requests under way finish and closes both ports. */
  stop(): Promise<void>
}

/** Bytes of V8's space for young objects, both halves. */
const enoughForYoung = 67_108_864

interface PreparedHost {
  runner: ProjectRunner
  templatesFolder: string
}

/** Loads what a server needs while its project is still being written. */
export async function prepareToHost(templatesFolder: string): Promise<PreparedHost> {
  const file = join(templatesFolder, 'run-project.js')
  const runner: ProjectRunner = await import(pathToFileURL(file).href)
  runner.loadPackages()
  await runner.loadRuntime()
  return { runner, templatesFolder }
}

/**
 * Runs a project that was just written in this process, the same files that would be exported. One server only: it
 * is for commands that do nothing else. Rejects with a ListenFailure, or an Error that says why it cannot run.
 */
export async function hostServer(
  { runner, templatesFolder }: PreparedHost,
  projectFolder: string,
  listener: {
    /** Null when nobody reads the log: the server then keeps the last requests for its admin port alone. */
    onLogged: ((logged: LoggedBatch, acknowledge: () => void) => void) | null
    onScenarioChanged(active: string): void
  },
): Promise<HostedServer> {
  let ports: ServerPorts | null = null
  let failure: ListenFailure | null = null
  const failed = Promise.withResolvers<ListenFailure>()
  const stopped = Promise.withResolvers<void>()
  const stopId = 1

  const host: ServerHost = {
    wantsLog: listener.onLogged !== null,
    workerProgram: {
      file: join(templatesFolder, 'run-in-app.js'),
      args: [projectFolder, '--fresh'],
    },
    receive(message) {
      switch (message.type) {
        case 'ready':
          ports = { port: message.port, adminPort: message.adminPort }
          break
        case 'failed':
          failure = failureOf(message)
          failed.resolve(failure)
          break
        case 'logged':
          listener.onLogged?.(
            { entries: unpackEntries(message.entries), dropped: message.dropped },
            () => tell({ type: 'acknowledge', batch: message.batch }),
          )
          break
        case 'scenarioChanged':
          listener.onScenarioChanged(message.active)
          break
        case 'reply':
          stopped.resolve()
      }
    },
  }
  const tell = (message: MessageToServer) => host.tell?.(message)

  forgetOwnVariables()
  Object.assign(globalThis, { [Symbol.for('mockloop.host')]: host })
  try {
    await runner.runProject(projectFolder, { isFresh: true })
  } catch (error) {
    throw failure ?? error
  }
  if (ports === null) throw new Error('it did not listen')
  limitYoungSpace()
  return {
    ...(ports as ServerPorts),
    failed: failed.promise,
    stop() {
      tell({ type: 'stop', id: stopId })
      return stopped.promise
    },
  }
}

function failureOf(message: Extract<MessageFromServer, { type: 'failed' }>): ListenFailure {
  return new ListenFailure(message.code, message.port, message.message)
}

/**
 * V8 lets the space for young objects grow to 128 MiB, where it stays. Reading a large description has made it as large
 * as a mock under load needs, see `serverFlags`; the first answers of its operations must not double it once more.
 */
function limitYoungSpace(): void {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
  if ((young?.space_size ?? 0) >= enoughForYoung) setFlagsFromString('--semi-space-growth-factor=1')
}

/** The settings of a mock come from its project, not from variables meant for this program. */
function forgetOwnVariables(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('MOCKLOOP_') && name !== 'MOCKLOOP_DEBUG') delete process.env[name]
  }
}
