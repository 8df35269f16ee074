import { expect, test } from 'vitest'
import { renderReport } from './render-report.ts'

const machine = {
  at: '2030-01-02T03:04:05Z',
  node: 'v24.0.0',
  cores: 2,
  pinning: 'not pinned',
  workers: 'servers on both cores',
}
const throughput = [
  {
    suite: 'small',
    case: 'GET',
    server: 'ours',
    requestsPerSecond: 2000,
    ratio: 2,
    p50: 0.5,
    p99: 1,
    cpuPerRequest: null,
  },
]

test('the report has a table for each case and says where it was measured', () => {
  const text = renderReport({ machine, throughput, starts: [], specs: [] })
  expect(text).toContain('Node v24.0.0, 2 cores, not pinned')
  expect(text).toContain('Workers: servers on both cores.')
  expect(text).toContain('### GET (small spec)')
  expect(text).toMatch(/\| ours +\| 2,000 \| +2\.00 \| +0\.50 \| +1\.00 \| +– \|/)
})

test('specs given on the command line get a table of their own', () => {
  const specs = [{ file: 'a.yaml', generate: 1200, mockReady: 900, residentMib: 80 }]
  const text = renderReport({ machine, throughput, starts: [], specs })
  expect(text).toMatch(/\| a\.yaml \| +1,200 \| +900 \| +80 \|/)
})
