/** What to write an exported project to, and how to call it. */
export interface ExportTargetOptions {
  as: 'folder' | 'zip'
  /** File or folder name without a path, such as `petstore-mock`. */
  suggestedName: string
}

/**
 * What the preload exposes to the page as `window.mockloop`: the way to the engine, and the few
 * native verbs that a page cannot have by itself. The page knows nothing else of Electron.
 */
export interface MockLoopBridge {
  kind: 'desktop'
  /** `process.platform` of the app. */
  platform: string
  /**
   * Asks for a fresh message port to the engine. It arrives as a `message` event of the window:
   * data `{ type: 'mockloop:port' }`, the port as its only port. Each call yields one port.
   */
  connect(): void
  /** Absolute path of a dropped or chosen file; empty for a file that is not on disk. */
  pathForFile(file: File): string
  /** Shows the save dialog; null when cancelled. */
  chooseExportTarget(options: ExportTargetOptions): Promise<string | null>
  /** Opens http(s) and mailto addresses in the user's browser. */
  openExternal(url: string): Promise<void>
  /** Calls the listener with the id of each menu command; answers a function that ends it. */
  onCommand(listener: (command: string) => void): () => void
  /** Calls the listener with the id of a server to show; answers a function that ends it. */
  onShowServer(listener: (serverId: string) => void): () => void
  /** Tells the main process that the window can be shown. */
  reportReady?(): void
}

declare global {
  interface Window {
    /** Present in the desktop app only. */
    mockloop?: MockLoopBridge
  }
}
