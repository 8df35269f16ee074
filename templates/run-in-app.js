// Runs the server of a project inside the app, without `npm install` in its folder. The app forks this
// file with the folder as argument. Packages that the project does not have itself are taken from the app.
import { createRequire, enableCompileCache, registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = process.argv[2]
if (folder === undefined) {
  console.error('Cannot run a mock server: no project folder is given as argument.')
  process.exit(1)
}

// Compiled code of earlier starts is used again; without a writable place for it, nothing is lost but time.
enableCompileCache()

const requireFromApp = createRequire(import.meta.url)

registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context)
    } catch (error) {
      const isBare = !/^(?:\.{0,2}\/|#|[a-z][a-z\d+.-]*:)/i.test(specifier)
      if (!isBare || !['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(error.code)) {
        throw error
      }
      // `require` looks from the requiring module, whatever parent the context names.
      return context.conditions.includes('require')
        ? { url: pathToFileURL(requireFromApp.resolve(specifier)).href, shortCircuit: true }
        : nextResolve(specifier, { ...context, parentURL: import.meta.url })
    }
  },
})

await import(pathToFileURL(resolve(folder, 'server.js')).href)
