import { defineConfig } from '@playwright/test'
import type { HostOption } from './e2e/hosts/test.ts'
import { chromiumArgs, findChromium } from './scripts/find-chromium.ts'

const executablePath = findChromium() ?? undefined

export default defineConfig<HostOption>({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'web', use: { host: 'web' }, testIgnore: '**/desktop.e2e.ts' },
    { name: 'desktop', use: { host: 'desktop' } },
  ],
})
