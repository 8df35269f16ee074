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
import { rememberSource } from './recent-sources.ts'

/** The report's code for a `$ref` to a host that was not asked. */
const REMOTE_REF = 'remote-ref'

function summary(done: string, server: Server, report: HealthReport): string {
  const operations = `${server.operationCount} ${server.operationCount === 1 ? 'operation' : 'operations'}`
  const findings = countsText(report.counts)
  return `${done} ${server.name}: ${operations}${findings ? `, ${findings}` : ''}.`
}

function tellCancelled(label: string): void {
  showDone(`Cancelled the import of ${label}. Nothing was added.`)
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
    // It was stopped before its description had reached the engine.
    if (cancelled.current.has(importId)) stop(importId)
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
    rememberSource(window.localStorage, item)
    showDone(summary('Imported', server, report))
    if (!allowRemoteRefs) {
      askForConsent(server, report, async () => {
        // The first attempt goes once the second one has worked.
        if (!(await begin([item], true))) return
        await client.servers
          .remove({ serverId: server.id })
          .catch((error: unknown) => showError(error))
      })
    }
    return server
  }

  function askForConsent(server: Server, report: HealthReport, allow: () => Promise<void>): void {
    const references = report.problems
      .filter(({ code }) => code === REMOTE_REF)
      .map(({ message }) => message)
    if (references.length > 0) setConsent({ serverName: server.name, references, allow })
  }

  function show(labels: readonly string[]): string[] {
    const shown = labels.map((label): RunningImport => {
      counter.current += 1
      const id = `import-${Date.now().toString(36)}-${counter.current}`
      return { id, label, startedAt: Date.now(), stage: null, fraction: 0 }
    })
    setRunning((imports) => [...imports, ...shown])
    return shown.map(({ id }) => id)
  }

  function hide(id: string): void {
    cancelled.current.delete(id)
    setRunning((imports) => imports.filter((other) => other.id !== id))
  }

  function stop(importId: string): void {
    client.specs.cancelImport({ importId }).catch(() => {
      // Not running yet, or just done: there is nothing to stop.
    })
  }

  /** Shows that files are being read, which takes a while for large ones; null when that was cancelled. */
  async function read<Result>(label: string, reading: Promise<Result>): Promise<Result | null> {
    const [id = ''] = show([label])
    try {
      const result = await reading
      if (!cancelled.current.has(id)) return result
      tellCancelled(label)
      return null
    } finally {
      hide(id)
    }
  }

  async function begin(items: readonly NamedSource[], allowRemoteRefs = false) {
    // What failed before is done with: it must not stand before what comes of this.
    setFailed([])
    const ids = show(items.map(({ label }) => label))
    let last: Server | null = null
    for (const [index, item] of items.entries()) {
      const id = ids[index] ?? ''
      try {
        if (cancelled.current.has(id)) tellCancelled(item.label)
        else last = await runOne(id, item, allowRemoteRefs)
      } catch (error) {
        if (describeError(error).code === 'CANCELLED') tellCancelled(item.label)
        else setFailed((failures) => [...failures, { id, item, error }])
      }
      hide(id)
    }
    if (last) await navigate(serverPath(last.id))
    return last
  }

  async function update(
    server: Server,
    item: NamedSource | null,
    consents = { overwrite: false, allowRemoteRefs: false },
  ): Promise<void> {
    const [importId = ''] = show([item?.label ?? server.name])
    try {
      const updated = await client.specs.update({
        serverId: server.id,
        importId,
        ...consents,
        ...(item && { source: item.source }),
      })
      showDone(summary('Updated', updated.server, updated.report))
      if (!consents.allowRemoteRefs) {
        askForConsent(updated.server, updated.report, () =>
          update(server, item, { ...consents, allowRemoteRefs: true }),
        )
      }
    } catch (error) {
      const { code } = describeError(error)
      if (code === 'CANCELLED') return showDone(`Cancelled. ${server.name} is as it was.`)
      const replaceEdits = {
        label: 'Replace my edits',
        run: () => void update(server, item, { ...consents, overwrite: true }),
      }
      showError(error, code === 'CONFLICT' ? { action: replaceEdits } : {})
    } finally {
      hide(importId)
    }
  }

  return {
    running,
    failed,
    consent,
    read,
    begin,
    update: (server: Server, item: NamedSource | null) => update(server, item),
    /** Stops an import that runs, or takes one out of the queue. */
    cancel(id: string): void {
      cancelled.current.add(id)
      stop(id)
    },
    dismissFailures: () => setFailed([]),
    retryFailures(): void {
      const items = failed.map(({ item }) => item)
      void begin(items)
    },
    declineRemoteRefs: () => setConsent(null),
    /** Does it again with the remote parts. */
    async allowRemoteRefs(): Promise<void> {
      setConsent(null)
      await consent?.allow()
    },
  }
}
