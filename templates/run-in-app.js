// Runs the server of a project inside the app, without `npm install` in its folder. The app forks this
// file with the folder as argument. Packages that the project does not have itself are taken from the app.
import { existsSync, realpathSync } from 'node:fs'
import { createRequire, enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const argument = process.argv[2]
if (argument === undefined) {
  console.error('Cannot run a mock server: no project folder is given as argument.')
  process.exit(1)
}
const folder = realpathSync(argument)
const projectUrl = pathToFileURL(`${folder}/`).href
const requireFromApp = createRequire(import.meta.url)

// Compiled code of earlier starts is used again; without a writable place for it, nothing is lost but time.
enableCompileCache()

if (!existsSync(join(folder, 'node_modules'))) {
  // Express is a hundred files: loaded before the hook is there, they do not go through it.
  requireFromApp('express')
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL = '', conditions } = context
    const byRequire = conditions.includes('require')
    if (specifier.startsWith('.') && !byRequire && isOwnModule(parentURL)) {
      // The files of the project name each other exactly; there is nothing to look for.
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
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
  return url.startsWith(projectUrl) && !url.includes('/node_modules/')
}

await import(new URL('server.js', projectUrl).href)
