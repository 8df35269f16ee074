import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Only to end what hangs: a slow machine is no failure.
    testTimeout: 180_000 * Number(process.env['PROPERTY_TIMES'] ?? 1),
    hookTimeout: 180_000,
    pool: 'forks',
    setupFiles:
      process.env['PROPERTY_TIMES'] || process.env['PROPERTY_SEED']
        ? ['scripts/try-properties-harder.ts']
        : [],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src-main,src-renderer,templates,scripts,bench}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['e2e/**/*.test.ts'],
          // These run the program as users do: it must be built from the sources as they are.
          globalSetup: ['scripts/ensure-build.ts'],
        },
      },
    ],
  },
})
