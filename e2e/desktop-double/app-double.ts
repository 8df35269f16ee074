import { EventEmitter } from 'node:events'
import type { Control } from './control.ts'

export interface AppDouble {
  app: object
  becomeReady(): void
  /** Closes what the windows hold before the process ends. */
  onExit(task: () => Promise<void>): void
  /** The last window was closed. */
  windowsClosed(): void
}

interface CancellableEvent {
  defaultPrevented: boolean
  preventDefault(): void
}

function createEvent(): CancellableEvent {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

/** `app`: paths, readiness, and the order of events at quit as Electron's documentation gives it. */
export function createAppDouble(control: Control): AppDouble {
  const emitter = new EventEmitter()
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
    if (message.type !== 'secondInstance') return
    emitter.emit(
      'second-instance',
      createEvent(),
      ['electron', ...message.argv],
      process.cwd(),
      null,
    )
  })

  const app = Object.assign(emitter, {
    isPackaged: false,
    whenReady: () => ready.promise,
    isReady: () => isReady,
    getVersion: () => '0.0.0-double',
    setPath(name: string, path: string) {
      if (isReady && name === 'userData') throw new Error('userData must be set before ready.')
      paths.set(name, path)
    },
    getPath(name: string) {
      const path = paths.get(name)
      if (path === undefined) throw new Error(`The desktop double has no path "${name}".`)
      return path
    },
    requestSingleInstanceLock: () => true,
    quit,
    exit: (code?: number) => void exit(code),
  })

  return {
    app,
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
