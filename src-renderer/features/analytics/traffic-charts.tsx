import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts'
import { formatDuration, formatRate } from '../request-log/figures.ts'
import styles from './analytics.module.css'
import { formatTick, type TrafficPoint } from './traffic-series.ts'

interface ChartProps {
  points: readonly TrafficPoint[]
  windowSeconds: number
}

interface Series {
  key: keyof TrafficPoint
  name: string
  colour: string
}

const rates: Series[] = [
  // Stacked from below: on top, errors would draw the line of all answers in their colour, also where there are none.
  { key: 'errors', name: 'Errors', colour: 'var(--ml-delete-text)' },
  { key: 'good', name: 'Answered', colour: 'var(--ml-get-text)' },
]
const durations: Series[] = [
  { key: 'p50', name: 'p50', colour: 'var(--ml-post-text)' },
  { key: 'p95', name: 'p95', colour: 'var(--ml-put-text)' },
  { key: 'p99', name: 'p99', colour: 'var(--ml-patch-text)' },
]

/** Requests per second, errors on top of the rest. */
export function RateChart({ points, windowSeconds }: ChartProps) {
  return (
    <Card title="Requests per second" series={rates}>
      <AreaChart responsive className={styles.chart} style={{ width: '100%' }} data={[...points]}>
        {axes(windowSeconds, formatRate)}
        <Tooltip
          isAnimationActive={false}
          content={(tip) => <Tip {...tip} format={(value) => `${formatRate(value)}/s`} />}
        />
        {rates.map(({ key, name, colour }) => (
          <Area
            key={key}
            type="monotone"
            dataKey={key}
            name={name}
            stackId="rate"
            stroke={colour}
            fill={colour}
            fillOpacity={0.16}
            strokeWidth={1.5}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </Card>
  )
}

/** Percentiles of the time taken. */
export function DurationChart({ points, windowSeconds }: ChartProps) {
  const measured = points.filter(({ p50 }) => p50 !== null)
  return (
    <Card title="Time taken" series={durations}>
      <LineChart responsive className={styles.chart} style={{ width: '100%' }} data={[...points]}>
        {axes(windowSeconds, formatDuration)}
        <Tooltip
          isAnimationActive={false}
          content={(tip) => <Tip {...tip} format={formatDuration} />}
        />
        {durations.map(({ key, name, colour }) => (
          <Line
            key={key}
            type="monotone"
            dataKey={key}
            name={name}
            stroke={colour}
            strokeWidth={1.5}
            // A single point has no line; its dot is all there is to see.
            dot={measured.length < 2 ? { r: 2.5 } : false}
            connectNulls
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </Card>
  )
}

function axes(windowSeconds: number, format: (value: number) => string) {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--ml-border)" />
      <XAxis
        dataKey="at"
        type="number"
        height={20}
        domain={['dataMin', 'dataMax']}
        tickFormatter={(at: number) => formatTick(at, windowSeconds)}
        minTickGap={48}
        tickLine={false}
        axisLine={{ stroke: 'var(--ml-border-strong)' }}
        tick={{ fontSize: 11 }}
      />
      <YAxis
        width={52}
        tickFormatter={format}
        tickLine={false}
        axisLine={false}
        tickCount={4}
        tick={{ fontSize: 11 }}
      />
    </>
  )
}

interface CardProps {
  title: string
  series: readonly Series[]
  children: React.ReactNode
}

function Card({ title, series, children }: CardProps) {
  return (
    <figure className={styles.card} aria-label={title}>
      <figcaption className={styles.cardHead}>
        <h3>{title}</h3>
        <span className={styles.legend}>
          {series.map(({ key, name, colour }) => (
            <span key={key}>
              <Swatch colour={colour} />
              {name}
            </span>
          ))}
        </span>
      </figcaption>
      {children}
    </figure>
  )
}

/** The colour of a series beside its name. */
export function Swatch({ colour }: { colour: string }) {
  return <i className={styles.swatch} style={{ ['--swatch' as string]: colour }} aria-hidden />
}

function Tip({
  active,
  payload,
  label,
  format,
}: Pick<TooltipContentProps, 'active' | 'payload' | 'label'> & {
  format: (value: number) => string
}) {
  if (!active || payload.length === 0) return null
  return (
    <div className={styles.tip}>
      {new Date(Number(label)).toLocaleTimeString('en-GB')}
      {payload.map(({ name, value, color }) => (
        <div key={String(name)}>
          <Swatch colour={color ?? ''} />
          {name}
          <b>{value == null ? '–' : format(Number(value))}</b>
        </div>
      ))}
    </div>
  )
}
