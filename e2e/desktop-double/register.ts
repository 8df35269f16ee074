import { registerHooks } from 'node:module'

/**
 * Lets the built main process run under plain Node: its `import 'electron'` meets the double.
 * Used as `node --import register.ts out/main/main.js`.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'electron') return nextResolve(specifier, context)
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
  },
})
