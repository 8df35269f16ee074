import { EventEmitter } from 'node:events'

type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown

/** `ipcMain`, and the side of it that the page's messages enter by. */
export function createIpcMainDouble() {
  const emitter = new EventEmitter()
  const invokeHandlers = new Map<string, InvokeHandler>()

  const ipcMain = Object.assign(emitter, {
    handle(channel: string, handler: InvokeHandler) {
      if (invokeHandlers.has(channel)) {
        throw new Error(`Attempted to register a second handler for '${channel}'`)
      }
      invokeHandlers.set(channel, handler)
    },
  })

  return {
    ipcMain,
    receive(channel: string, event: unknown, args: unknown[]): void {
      emitter.emit(channel, event, ...args)
    },
    async invoke(channel: string, event: unknown, args: unknown[]): Promise<unknown> {
      const handler = invokeHandlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      try {
        return structuredClone(await handler(event, ...args))
      } catch (error) {
        throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
      }
    },
  }
}

export type IpcMainDouble = ReturnType<typeof createIpcMainDouble>
