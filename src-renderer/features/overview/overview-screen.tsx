import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Server } from '#contract/server.ts'
import { countsText } from '../health-report/order-problems.ts'
import { ProblemList } from '../health-report/problem-list.tsx'
import { useHealthReport } from '../health-report/use-health-report.ts'
import { useSelectedServer } from '../servers/use-servers.ts'
import styles from './overview-screen.module.css'
import { TryIt } from './try-it.tsx'

const OverviewCharts = lazy(async () => ({
  default: (await import('../analytics/overview-charts.tsx')).OverviewCharts,
}))

function Facts({ server }: { server: Server }) {
  const facts: [string, string][] = [
    ['Description', server.version ? `${server.title} ${server.version}` : server.title],
    ['Operations', String(server.operationCount)],
    ['Answers', server.settings.dynamic ? 'fresh each time' : 'same each time'],
    ['Validation', server.settings.validate],
    ['Source', server.source],
    ['Project', server.folder],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} data-wide={name === 'Source' || name === 'Project' || undefined}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Health({ serverId }: { serverId: string }) {
  const report = useHealthReport(serverId)
  return (
    <section className={styles.section} aria-labelledby="health-title">
      <h2 id="health-title" className={styles.title}>
        Import health
        {report && <span className={styles.aside}>{countsText(report.counts)}</span>}
      </h2>
      {report ? (
        <ProblemList report={report} serverId={serverId} />
      ) : (
        <Skeleton height={40} radius={6} />
      )}
    </section>
  )
}

/** The Overview tab: how to call the server, what it is, its traffic, and the health of its spec. */
export function OverviewScreen() {
  const server = useSelectedServer()
  if (!server) return null
  return (
    <div className={styles.screen}>
      <TryIt server={server} />
      <Facts server={server} />
      <section className={styles.section} aria-label="Traffic">
        <Suspense fallback={<Skeleton height={220} radius={8} />}>
          <OverviewCharts key={server.id} serverId={server.id} />
        </Suspense>
      </section>
      <Health serverId={server.id} />
    </div>
  )
}
