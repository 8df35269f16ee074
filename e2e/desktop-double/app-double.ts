import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import type { Control } from './control.ts'
import { createEvent, onlyEvents } from './faithful.ts'

export interface AppDouble {
  app: object
  isReady(): boolean
  becomeReady(): void
  /** Closes what the windows hold before the process ends. */
  onExit(task: () => Promise<void>): void
  /** The last window was closed. */
  windowsClosed(): void
}

const events = [
  'ready',
  'open-file',
  'second-instance',
  'activate',
  'window-all-closed',
  'before-quit',
  'will-quit',
]

/** `app`: paths, readiness, and the order of events at quit as Electron's documentation gives it. */
export function createAppDouble(control: Control): AppDouble {
  const emitter = onlyEvents('app', new EventEmitter(), events)
  const ready = Promise.withResolvers<void>()
  const paths = new Map<string, string>()
  const exitTasks: (() => Promise<void>)[] = []
  let isReady = false

  async function exit(code = 0): Promise<void> {
    for (const task of exitTasks) await task()
    process.exit(code)
  }

  function quit(): void {
    const beforeQuit = createEvent()
    emitter.emit('before-quit', beforeQuit)
    if (beforeQuit.defaultPrevented) return
    const willQuit = createEvent()
    emitter.emit('will-quit', willQuit)
    if (!willQuit.defaultPrevented) void exit()
  }

  control.on((message) => {
    if (message.type === 'secondInstance') {
      const argv = ['electron', '--original-process-start-time=1', ...message.argv]
      emitter.emit('second-instance', createEvent(), argv, process.cwd(), null)
    }
    if (message.type === 'openFile') emitter.emit('open-file', createEvent(), message.path)
    if (message.type === 'activate') emitter.emit('activate', createEvent(), false)
  })

  const app = Object.assign(emitter, {
    isPackaged: false,
    whenReady: () => ready.promise,
    isReady: () => isReady,
    getVersion: () => '0.0.0-double',
    setPath(name: string, path: string) {
      if (isReady && name === 'userData') throw new Error('userData must be set before ready.')
      if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist.`)
      paths.set(name, path)
    },
    getPath(name: string) {
      const path = paths.get(name)
      if (path === undefined) throw new Error(`The desktop double has no path "${name}".`)
      return path
    },
    requestSingleInstanceLock() {
      if (!paths.has('userData')) throw new Error('The lock belongs to userData: set it first.')
      return true
    },
    quit,
    exit: (code?: number) => void exit(code),
  })

  return {
    app,
    isReady: () => isReady,
    // After the main module was evaluated, as Electron does.
    becomeReady: () =>
      void setImmediate(() => {
        isReady = true
        emitter.emit('ready')
        ready.resolve()
      }),
    onExit: (task) => exitTasks.push(task),
    windowsClosed() {
      if (emitter.listenerCount('window-all-closed') === 0) quit()
      else emitter.emit('window-all-closed')
    },
  }
}
