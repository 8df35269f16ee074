import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { HealthReport } from '#contract/health-report.ts'
import type { Server } from '#contract/server.ts'
import { withServer } from '../../connection/apply-fact.ts'
import { useFacts } from '../../connection/facts.tsx'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { showDone, showError } from '../../notices/notices.tsx'
import { serverPath } from '../../shell/paths.ts'
import { countsText } from '../health-report/order-problems.ts'
import type { NamedSource } from './detect-input.ts'
import type { ConsentRequest, FailedImport, RunningImport } from './imports.ts'

/** The report's code for a `$ref` to a host that was not asked. */
const REMOTE_REF = 'remote-ref'

function summary(server: Server, report: HealthReport): string {
  const operations = `${server.operationCount} ${server.operationCount === 1 ? 'operation' : 'operations'}`
  const findings = countsText(report.counts)
  return `Imported ${server.name}: ${operations}${findings ? `, ${findings}` : ''}.`
}

/** Runs imports one after the other and keeps what there is to show of them. */
export function useImportQueue() {
  const { client, orpc } = useConnection()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [running, setRunning] = useState<RunningImport[]>([])
  const [failed, setFailed] = useState<FailedImport[]>([])
  const [consent, setConsent] = useState<ConsentRequest | null>(null)
  const counter = useRef(0)
  const cancelled = useRef(new Set<string>())

  useFacts('import.progressed', ({ importId, stage, fraction }) => {
    setRunning((imports) =>
      imports.map((item) => (item.id === importId ? { ...item, stage, fraction } : item)),
    )
  })

  async function runOne(id: string, item: NamedSource, allowRemoteRefs: boolean) {
    const { server, report } = await client.specs.import({
      source: item.source,
      importId: id,
      allowRemoteRefs,
    })
    queries.setQueryData(orpc.servers.list.queryKey(), (servers) =>
      servers ? withServer(servers, server) : undefined,
    )
    showDone(summary(server, report))
    const references = report.problems
      .filter(({ code }) => code === REMOTE_REF)
      .map(({ message }) => message)
    if (references.length > 0 && !allowRemoteRefs) {
      setConsent({ serverId: server.id, serverName: server.name, item, references })
    }
    return server
  }

  async function begin(items: readonly NamedSource[], allowRemoteRefs = false) {
    const queue = items.map((item) => {
      counter.current += 1
      return { id: `import-${Date.now().toString(36)}-${counter.current}`, item }
    })
    setRunning((imports) => [
      ...imports,
      ...queue.map(({ id, item }) => ({
        id,
        label: item.label,
        startedAt: Date.now(),
        stage: null,
        fraction: 0,
      })),
    ])
    let last: Server | null = null
    for (const { id, item } of queue) {
      try {
        if (!cancelled.current.delete(id)) last = await runOne(id, item, allowRemoteRefs)
      } catch (error) {
        if (describeError(error).code !== 'CANCELLED') {
          setFailed((failures) => [...failures, { id, item, error }])
        }
      }
      setRunning((imports) => imports.filter((other) => other.id !== id))
    }
    if (last) await navigate(serverPath(last.id))
    return last
  }

  return {
    running,
    failed,
    consent,
    begin,
    /** Stops an import that runs, or takes one out of the queue. */
    cancel(id: string): void {
      cancelled.current.add(id)
      client.specs.cancelImport({ importId: id }).catch(() => {
        // Not running yet, or just done: there is nothing left to stop.
      })
    },
    dismissFailures: () => setFailed([]),
    retryFailures(): void {
      const items = failed.map(({ item }) => item)
      setFailed([])
      void begin(items)
    },
    declineRemoteRefs: () => setConsent(null),
    /** Imports the description again with its remote parts; the first attempt goes once that worked. */
    async allowRemoteRefs(): Promise<void> {
      if (!consent) return
      setConsent(null)
      const replaced = await begin([consent.item], true)
      if (!replaced) return
      await client.servers
        .remove({ serverId: consent.serverId })
        .catch((error: unknown) => showError(error))
    },
  }
}
