// Runs the server of a project with the packages of the app, without `npm install` in its folder.
import { existsSync, realpathSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const requireFromApp = createRequire(import.meta.url)
const ownRuntime = new URL('runtime/', import.meta.url).href

/** Loads what each server needs. Express is a hundred files: loaded before the hook is there, they do not go through it. */
export function loadPackages() {
  requireFromApp('express')
}

/** Loads the runtime that projects are written with, for `runProject` with `isFresh`. */
export async function loadRuntime() {
  await import(new URL('start-server.js', ownRuntime).href)
}

/**
 * Resolves when the server of the project in `projectFolder` listens. `isFresh` says that the project was
 * written just now and without a runtime: the one beside this file, which projects are written with, is run. It is
 * loaded already, and Node finds here the code it compiled for earlier projects.
 */
export async function runProject(projectFolder, { isFresh = false } = {}) {
  const folder = realpathSync(projectFolder)
  const projectUrl = pathToFileURL(`${folder}/`).href
  const runtimeUrl = `${projectUrl}runtime/`
  if (!existsSync(join(folder, 'node_modules'))) loadPackages()

  registerHooks({
    resolve(specifier, context, nextResolve) {
      const { parentURL = '', conditions } = context
      // An array, or in Node 22 a set.
      const byRequire = Array.from(conditions).includes('require')
      if (specifier.startsWith('.') && !byRequire && isOwnModule(parentURL)) {
        // The files of the project name each other exactly; there is nothing to look for.
        const url = placeOf(new URL(specifier, parentURL).href)
        return { url, format: 'module', shortCircuit: true }
      }
      try {
        return nextResolve(specifier, context)
      } catch (error) {
        const isBare = !/^(?:\.{0,2}\/|#|[a-z][a-z\d+.-]*:)/i.test(specifier)
        if (!isBare || !['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(error.code)) {
          throw error
        }
        // `require` looks from the requiring module, whatever parent the context names.
        return byRequire
          ? { url: pathToFileURL(requireFromApp.resolve(specifier)).href, shortCircuit: true }
          : nextResolve(specifier, { ...context, parentURL: import.meta.url })
      }
    },
  })

  function isOwnModule(url) {
    const isOwn = url.startsWith(projectUrl) || (isFresh && url.startsWith(ownRuntime))
    return isOwn && !url.includes('/node_modules/')
  }

  function placeOf(url) {
    return isFresh && url.startsWith(runtimeUrl) ? ownRuntime + url.slice(runtimeUrl.length) : url
  }

  await import(new URL('server.js', projectUrl).href)
}
