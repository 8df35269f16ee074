import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ReportedEntry } from '#contract/log-entry.ts'
import type { MessageFromServer, MessageToServer } from '#runtime/channel-messages.ts'
import { unpackEntries } from '#runtime/log/packed-entries.ts'

const entry = join(import.meta.dirname, '..', '..', '..', 'templates', 'run-in-app.js')

type WithoutId<Message> = Message extends { id: number } ? Omit<Message, 'id'> : never

/** A generated project as the app runs it, for tests: a real child process with its channel. */
export async function forkProject(folder: string, env: Record<string, string> = {}) {
  const child = fork(entry, [folder], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  })
  const entries: ReportedEntry[] = []
  const messages: MessageFromServer[] = []
  const output = { stdout: '', stderr: '' }
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  let acknowledging = true
  let nextId = 0
  let wakeUp = () => {}
  let changed = new Promise<void>((resolve) => {
    wakeUp = resolve
  })

  function announce(): void {
    wakeUp()
    changed = new Promise((resolve) => {
      wakeUp = resolve
    })
  }

  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.stdout += text
    announce()
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.stderr += text
    announce()
  })
  child.on('message', (received) => {
    // The child is the project's own server.
    const message = received as MessageFromServer
    messages.push(message)
    if (message.type === 'logged') {
      entries.push(...unpackEntries(message.entries))
      if (acknowledging) {
        // A child that is just ending cannot take it any more.
        child.send({ type: 'acknowledge', batch: message.batch }, () => undefined)
      }
    }
    announce()
  })
  void exited.then(announce)

  /** Waits until `look` finds something; the time limit is that of the test. */
  async function until<Found>(look: () => Found | undefined | false | null): Promise<Found> {
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false && found !== null) {
        return found
      }
      await changed
    }
  }

  function messageOf<Type extends MessageFromServer['type']>(type: Type) {
    return messages.find(
      (message): message is Extract<MessageFromServer, { type: Type }> => message.type === type,
    )
  }

  const started = await until(
    () => messageOf('ready') ?? messageOf('failed') ?? (child.exitCode !== null && 'ended'),
  )
  const ports = typeof started === 'object' && started.type === 'ready' ? started : null

  return {
    child,
    entries,
    messages,
    messageOf,
    output,
    exited,
    until,
    url: (path: string) => `http://127.0.0.1:${ports?.port}${path}`,
    admin: (path: string) => `http://127.0.0.1:${ports?.adminPort}${path}`,
    port: ports?.port ?? 0,
    adminPort: ports?.adminPort ?? 0,
    ready: ports !== null,
    stopAcknowledging() {
      acknowledging = false
    },
    /** The entry of a request that was sent with this path and query. */
    entryFor: (url: string) => until(() => entries.find((each) => each.url === url)),
    /** Sends a command and waits for its reply. */
    async ask(command: WithoutId<MessageToServer>) {
      nextId += 1
      const id = nextId
      child.send({ ...command, id })
      return until(() => messages.find((each) => each.type === 'reply' && each.id === id))
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
      }
      return exited
    },
  }
}
