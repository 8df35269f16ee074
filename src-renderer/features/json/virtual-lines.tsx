import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import styles from './json-viewer.module.css'

const LINE_HEIGHT = 19

interface VirtualLinesProps {
  count: number
  label: string
  /** Source line at a shown position, counted from 0; what the gutter shows is one more. */
  lineAt: (position: number) => number
  children: (line: number) => ReactNode
  withNumbers?: boolean
}

/** Lines of text of which only those in sight exist. */
export function VirtualLines(props: VirtualLinesProps) {
  const { count, label, lineAt, children, withNumbers = true } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 30,
    useFlushSync: false,
  })
  const gutter = withNumbers ? `${String(count).length + 2}ch` : '10px'
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      style={{ ['--gutter' as string]: gutter }}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <div className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lineAt(item.index)
          return (
            <div
              key={line}
              className={styles.line}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span className={styles.gutter} aria-hidden>
                {withNumbers && line + 1}
              </span>
              {children(line)}
            </div>
          )
        })}
      </div>
    </section>
  )
}
