import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Analytics } from '#contract/analytics.ts'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { formatDuration, formatRate, formatShare } from '../request-log/figures.ts'
import styles from './analytics.module.css'
import { StatusMix } from './status-mix.tsx'
import { TopOperations } from './top-operations.tsx'
import { DurationChart, RateChart } from './traffic-charts.tsx'
import { trafficPoints } from './traffic-series.ts'

const windows = [
  { value: '60', label: '1 m' },
  { value: '300', label: '5 m' },
  { value: '3600', label: '1 h' },
  { value: '86400', label: '24 h' },
]
/** New requests refresh the figures at once; this only lets a quiet window move on. */
const MOVE_ON_MS = 5_000
const MANY_ERRORS = 0.05

/** Live traffic figures and charts of one server. */
export function OverviewCharts({ serverId }: { serverId: string }) {
  const { orpc } = useConnection()
  const [windowSeconds, setWindowSeconds] = useState(300)
  const summary = useQuery(
    orpc.analytics.summary.queryOptions({
      input: { serverId, windowSeconds },
      refetchInterval: MOVE_ON_MS,
      staleTime: 0,
      // Figures of an earlier look at this screen would tell of another time.
      gcTime: 0,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <div className={styles.charts}>
      <div className={styles.head}>
        <h2>Traffic</h2>
        <SegmentedControl
          aria-label="Time window"
          value={String(windowSeconds)}
          onChange={(value) => setWindowSeconds(Number(value))}
          data={windows}
        />
      </div>
      {summary.error && !summary.data ? (
        <div className={styles.quiet} role="alert">
          <b>The figures cannot be read</b>
          {describeError(summary.error).message}
          <Button mt={8} onClick={() => void summary.refetch()}>
            Try again
          </Button>
        </div>
      ) : (
        <Figures serverId={serverId} data={summary.data} windowSeconds={windowSeconds} />
      )}
    </div>
  )
}

interface FiguresProps {
  serverId: string
  data: Analytics | undefined
  windowSeconds: number
}

function Figures({ serverId, data, windowSeconds }: FiguresProps) {
  const points = useMemo(() => (data ? trafficPoints(data) : []), [data])
  if (data?.requests === 0) {
    const name = windows.find(({ value }) => value === String(windowSeconds))?.label
    return (
      <div className={styles.quiet}>
        <b>No requests in the last {name}</b>
        Rates, percentiles and errors appear here with the first request.
      </div>
    )
  }
  return (
    <>
      <Stats data={data} />
      <div className={styles.pair}>
        <RateChart points={points} windowSeconds={windowSeconds} />
        <DurationChart points={points} windowSeconds={windowSeconds} />
      </div>
      {data && (
        <>
          <StatusMix mix={data.statusMix} />
          <TopOperations serverId={serverId} operations={data.topOperations} />
        </>
      )}
    </>
  )
}

function Stats({ data }: { data: Analytics | undefined }) {
  const stats: { name: string; value: string | undefined; bad?: boolean }[] = [
    { name: 'Requests/s', value: data && formatRate(data.requestsPerSecond) },
    {
      name: 'Errors',
      value: data && formatShare(data.errorRate),
      bad: (data?.errorRate ?? 0) >= MANY_ERRORS,
    },
    { name: 'p50', value: data && formatDuration(data.p50) },
    { name: 'p95', value: data && formatDuration(data.p95) },
    { name: 'p99', value: data && formatDuration(data.p99) },
  ]
  return (
    <div className={styles.stats}>
      {stats.map(({ name, value, bad }) => {
        const [figure = '–', unit] = value?.split(' ') ?? []
        return (
          <div key={name} className={styles.stat}>
            <div className={styles.statName}>{name}</div>
            <div className={styles.statValue} data-bad={bad || undefined}>
              {figure}
              {unit && <span className={styles.statUnit}>{unit}</span>}
            </div>
          </div>
        )
      })}
    </div>
  )
}
