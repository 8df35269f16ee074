import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { App } from 'electron'

/** What users ask of the app from outside of its window. */
export interface OutsideWishes {
  /** Hands over what came so far, and from then on everything as it comes. */
  handle(handlers: { openSpec(path: string): void; comeToFront(): void }): void
}

/**
 * Collects the specs that are handed over by arguments, by the system, and by further starts of the
 * app. Must be called before the app is ready: macOS may hand over a file before that.
 */
export function collectOutsideWishes(
  app: Pick<App, 'on'>,
  args: string[],
  workingDirectory: string,
): OutsideWishes {
  const waiting = specArguments(args, workingDirectory)
  let openSpec = (path: string) => {
    waiting.push(path)
  }
  let comeToFront = () => {
    // The window is about to open anyway.
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openSpec(path)
    comeToFront()
  })
  app.on('second-instance', (_event, argv, directory) => {
    comeToFront()
    for (const path of specArguments(argv.slice(1), directory)) openSpec(path)
  })
  return {
    handle(handlers) {
      openSpec = handlers.openSpec
      comeToFront = handlers.comeToFront
      for (const path of waiting) openSpec(path)
    },
  }
}

/** Arguments that name existing files; the others are Electron's and Chromium's. */
function specArguments(args: string[], workingDirectory: string): string[] {
  return args
    .filter((arg) => !arg.startsWith('-') && /\.(ya?ml|json)$/i.test(arg))
    .map((arg) => resolve(workingDirectory, arg))
    .filter((path) => existsSync(path))
}
