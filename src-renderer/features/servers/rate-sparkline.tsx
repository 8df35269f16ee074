import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { useFacts } from '../../connection/facts.tsx'
import { createRequestRates, type RequestRates, sparklinePoints } from './request-rate.ts'
import styles from './server-rail.module.css'

const WIDTH = 44
const HEIGHT = 14

const RatesContext = createContext<RequestRates | null>(null)

/** Counts requests for the sparklines below it. */
export function RequestRatesProvider({ children }: { children: ReactNode }) {
  const [rates] = useState(createRequestRates)
  useFacts('requests.logged', (fact) => rates.add(fact.rows, fact.count))
  useEffect(() => () => rates.end(), [rates])
  return <RatesContext value={rates}>{children}</RatesContext>
}

const noSubscription = () => () => undefined

/** The last minute of a server's traffic, about the size of a word; nothing while it is silent. */
export function RateSparkline({ serverId }: { serverId: string }) {
  const rates = useContext(RatesContext)
  const series = useSyncExternalStore(rates?.subscribe ?? noSubscription, () => rates?.of(serverId))
  if (!series || series.every((point) => point === 0)) return null
  const points = sparklinePoints(series, WIDTH, HEIGHT)
  return (
    <svg
      className={styles.sparkline}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      <polygon points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} className={styles.sparkArea} />
      <polyline points={points} className={styles.sparkLine} />
    </svg>
  )
}
