import type { ServerSettings } from '#contract/server.ts'
import type { MessageFromServer, MessageToServer, ServerHost } from '../channel-messages.ts'
import { steerState } from '../state/steer-state.ts'
import { checkScenario } from './check-scenario.ts'
import type { LiveMock } from './live-mock.ts'
import { readSettings } from './server-settings.ts'
import { SteeringError } from './steering-error.ts'

/** The way to the process that started this one; null when the server runs by itself. */
export interface ProcessChannel {
  /** True where the process belongs to a program that only hosts this server: it must not be ended from here. */
  isHosted: boolean
  wantsLog: boolean
  /** What to run as a worker of this server where the program of the process is another. */
  workerProgram?: ServerHost['workerProgram']
  send(message: MessageFromServer): void
  /** Resolves when the message has left the process. */
  deliver(message: MessageFromServer): Promise<void>
  /** Begins to carry out what the parent asks for. */
  serve(parts: {
    mock: LiveMock
    acknowledge: (batch: number) => void
    settingsChanged: () => void
    /** Resolves when each request from now on is answered by what was changed. */
    everywhere: () => Promise<void>
    /** Lets requests under way finish and closes both ports. */
    stop: () => Promise<void>
  }): void
}

const hostKey = Symbol.for('mockloop.host')

/** Opens the way to a host, or the channel that `child_process.fork` made. `parentGone` is called when it closes. */
export function openProcessChannel(parentGone: () => void): ProcessChannel | null {
  // Whoever sets it is a program of the same build.
  const host = (globalThis as { [hostKey]?: ServerHost })[hostKey]
  if (host !== undefined) {
    return openHost(host)
  }
  if (process.send === undefined) {
    return null
  }
  process.on('disconnect', parentGone)

  function deliver(message: MessageFromServer): Promise<void> {
    return new Promise((resolve) => {
      if (process.send === undefined || !process.connected) {
        resolve()
      } else {
        process.send(message, undefined, undefined, () => resolve())
      }
    })
  }

  function send(message: MessageFromServer): void {
    void deliver(message)
  }

  return {
    isHosted: false,
    wantsLog: true,
    send,
    deliver,
    serve(parts) {
      process.on('message', (message: unknown) => {
        if (!isMessage(message)) {
          console.error('A message on the process channel was left out: it has no known type.')
          return
        }
        void answer(message, parts, deliver).then(() => {
          if (message.type === 'stop') {
            process.exit(0)
          }
        })
      })
    },
  }
}

function openHost(host: ServerHost): ProcessChannel {
  const deliver = async (message: MessageFromServer) => host.receive(message)
  return {
    isHosted: true,
    wantsLog: host.wantsLog,
    workerProgram: host.workerProgram,
    send: (message) => host.receive(message),
    deliver,
    serve(parts) {
      host.tell = (message) => void answer(message, parts, deliver)
    },
  }
}

/** Carries a message out and sends its reply, if it gets one. */
async function answer(
  message: MessageToServer,
  parts: Parameters<ProcessChannel['serve']>[0],
  deliver: ProcessChannel['deliver'],
): Promise<void> {
  if (message.type === 'acknowledge') {
    parts.acknowledge(message.batch)
    return
  }
  try {
    const data = await carryOut(message, parts)
    if (message.type !== 'stop') await parts.everywhere()
    await deliver({ type: 'reply', id: message.id, data })
  } catch (error) {
    await deliver({ type: 'reply', id: message.id, error: replyError(error) })
  }
}

async function carryOut(
  message: Exclude<MessageToServer, { type: 'acknowledge' }>,
  parts: Parameters<ProcessChannel['serve']>[0],
): Promise<unknown> {
  switch (message.type) {
    case 'activateScenario':
      parts.mock.activate(message.name)
      return undefined
    case 'reloadScenarios': {
      const scenarios = list(message.scenarios).map((scenario, index) =>
        checkScenario(scenario, `scenarios[${index}]`),
      )
      parts.mock.replaceScenarios(scenarios, message.active)
      return undefined
    }
    case 'applySettings': {
      const settings = checkSettings(message.settings)
      if (settings.stateful) {
        await parts.mock.state.prepare()
      }
      parts.mock.applySettings(settings)
      parts.settingsChanged()
      return undefined
    }
    case 'steerState':
      return steerState(parts.mock.state, message.command)
    case 'stop':
      await parts.stop()
      return undefined
  }
}

function isMessage(message: unknown): message is MessageToServer {
  const known = [
    ...['activateScenario', 'reloadScenarios', 'applySettings', 'steerState'],
    ...['acknowledge', 'stop'],
  ]
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    typeof message.type === 'string' &&
    known.includes(message.type)
  )
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw new SteeringError('INVALID_INPUT', 'Cannot reload scenarios: none are given as a list.')
  }
  return value
}

function checkSettings(settings: unknown): ServerSettings {
  return readSettings(settings, {})
}

function replyError(error: unknown): { code: string; message: string } {
  const message = error instanceof Error ? error.message : String(error)
  return { code: error instanceof SteeringError ? error.code : 'INVALID_INPUT', message }
}
