import { useMemo } from 'react'
import { dumpBytes, splitText } from './text-lines.ts'
import { VirtualLines } from './virtual-lines.tsx'

/** Plain text of any length, in lines of which only those in sight exist. */
export function TextViewer({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => splitText(text), [text])
  return (
    <VirtualLines count={lines.count} label={label} lineAt={(position) => position}>
      {(line) => lines.line(line)}
    </VirtualLines>
  )
}

/** Bytes as a hex dump. */
export function BytesViewer({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const lines = useMemo(() => dumpBytes(bytes), [bytes])
  return (
    <VirtualLines
      count={lines.count}
      label={label}
      lineAt={(position) => position}
      withNumbers={false}
    >
      {(line) => lines.line(line)}
    </VirtualLines>
  )
}
