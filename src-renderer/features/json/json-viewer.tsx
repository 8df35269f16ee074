import { useEffect, useMemo, useState } from 'react'
import { type JsonLine, type JsonLines, layOutJson, scanJson, visibleLines } from './json-lines.ts'
import styles from './json-viewer.module.css'
import { VirtualLines } from './virtual-lines.tsx'

/** Text up to this length is laid out at once, longer text in slices between frames. */
const AT_ONCE = 200_000
/** A single value is shown up to this many characters until it is asked for. */
const LONGEST_VALUE = 1_000

interface JsonViewerProps {
  /** JSON text; may be cut off. */
  text: string
  label: string
}

/** JSON laid out with folding and colours; opens 10 MB without blocking. */
export function JsonViewer({ text, label }: JsonViewerProps) {
  const lines = useLaidOut(text)
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const [whole, setWhole] = useState<ReadonlySet<number>>(new Set())
  const visible = useMemo(() => (lines ? visibleLines(lines, folded) : null), [lines, folded])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other lines
  useEffect(() => {
    setFolded(new Set())
    setWhole(new Set())
  }, [text])

  if (!lines)
    return <p className={styles.busy}>Laying out {formatMegabytes(text.length)} of JSON…</p>
  return (
    <VirtualLines
      count={visible?.length ?? lines.count}
      label={label}
      lineAt={(position) => visible?.[position] ?? position}
    >
      {(index) => (
        <Line
          source={lines}
          line={lines.line(index)}
          isFolded={folded.has(index)}
          isWhole={whole.has(index)}
          onFold={() => setFolded((now) => toggled(now, index))}
          onShowWhole={() => setWhole((now) => toggled(now, index))}
        />
      )}
    </VirtualLines>
  )
}

function useLaidOut(text: string): JsonLines | null {
  const small = useMemo(() => (text.length <= AT_ONCE ? layOutJson(text) : null), [text])
  const [large, setLarge] = useState<JsonLines | null>(null)
  useEffect(() => {
    if (text.length <= AT_ONCE) return
    setLarge(null)
    const scan = scanJson(text)
    let timer = setTimeout(step)
    function step(): void {
      const { done, value } = scan.next()
      if (done) setLarge(value)
      else timer = setTimeout(step)
    }
    return () => clearTimeout(timer)
  }, [text])
  // The text may have changed since the large one was laid out.
  return small ?? (large?.text === text ? large : null)
}

interface LineProps {
  source: JsonLines
  line: JsonLine
  isFolded: boolean
  isWhole: boolean
  onFold: () => void
  onShowWhole: () => void
}

function Line({ source, line, isFolded, isWhole, onFold, onShowWhole }: LineProps) {
  const { kind, key, start, end, depth, comma } = line
  const length = end - start
  const cut = length > LONGEST_VALUE && !isWhole
  const value =
    kind === 'empty'
      ? emptyBrackets(source, line)
      : source.text.slice(start, cut ? start + LONGEST_VALUE : end)
  return (
    <>
      {kind === 'open' ? (
        <button
          type="button"
          className={styles.fold}
          aria-label={isFolded ? 'Unfold' : 'Fold'}
          aria-expanded={!isFolded}
          onClick={onFold}
        >
          {isFolded ? '▶' : '▼'}
        </button>
      ) : (
        <span className={styles.fold} />
      )}
      {'  '.repeat(depth)}
      {key !== '' && (
        <>
          <span className={styles.key}>{key}</span>
          <span className={styles.mark}>: </span>
        </>
      )}
      <span className={styles[kind]}>{value}</span>
      {cut && (
        <button type="button" className={styles.more} onClick={onShowWhole}>
          {(length - LONGEST_VALUE).toLocaleString('en-GB')} characters more
        </button>
      )}
      {isFolded && (
        <>
          <button type="button" className={styles.more} onClick={onFold}>
            {foldedSize(line, source)}
          </button>
          <span className={styles.mark}> {value === '{' ? '}' : ']'}</span>
        </>
      )}
      {comma && !isFolded && <span className={styles.mark}>,</span>}
    </>
  )
}

function emptyBrackets(source: JsonLines, { start, end }: JsonLine): string {
  return `${source.text[start]}${source.text[end - 1]}`
}

function foldedSize(line: JsonLine, source: JsonLines): string {
  const end = line.mate < 0 ? source.text.length : source.line(line.mate).end
  return `${(end - line.start).toLocaleString('en-GB')} characters`
}

function formatMegabytes(length: number): string {
  return `${(length / 1_000_000).toFixed(1)} MB`
}

function toggled(set: ReadonlySet<number>, member: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}
