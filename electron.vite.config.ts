import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      outDir: 'out',
      // `out` holds the other parts too; the build script empties it once.
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        input: {
          'main/main': at('src-main/desktop/main.ts'),
          'cli/mockloop': at('src-main/cli/main.ts'),
          'workers/write-project': at('src-main/cli/project-writer.ts'),
          'workers/import-spec': at('src-main/engine/specs/import-worker.ts'),
          'workers/request-log': at('src-main/engine/storage/sqljs/sqljs-worker.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require `electron` and nothing else.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // In kB before compression. Charts and editors are chunks of their own, loaded when a screen asks for them.
      chunkSizeWarningLimit: 800,
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
  },
})
