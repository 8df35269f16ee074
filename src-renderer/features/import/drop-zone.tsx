import { IconFileImport } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { detectText, sourceOfText } from './detect-input.ts'
import styles from './drop-zone.module.css'
import { droppedFiles } from './file-sources.ts'
import { useImports } from './imports-context.ts'

/** What hangs over the window. Its content is secret until it is dropped; only kinds and counts show. */
type Hovering = { kind: 'files'; count: number } | { kind: 'text' }

function hoveringOf(transfer: DataTransfer | null): Hovering | null {
  if (!transfer) return null
  if (transfer.types.includes('Files')) {
    const count = [...transfer.items].filter((item) => item.kind === 'file').length
    return { kind: 'files', count }
  }
  const isText = transfer.types.includes('text/uri-list') || transfer.types.includes('text/plain')
  return isText ? { kind: 'text' } : null
}

function headline(hovering: Hovering): string {
  if (hovering.kind === 'text') return 'Drop to import this link or text'
  return hovering.count > 1
    ? `Drop to import ${hovering.count} items`
    : 'Drop to make a mock server'
}

function explanation(hovering: Hovering): string {
  if (hovering.kind === 'files' && hovering.count > 1) {
    return 'Each description becomes a server; files it refers to are taken along.'
  }
  return 'The description is read, checked and served at once. It stays on this machine.'
}

/** Takes drops anywhere in the window, and says over everything what a drop will do. */
export function DropZone() {
  const imports = useImports()
  const [hovering, setHovering] = useState<Hovering | null>(null)

  const take = useEffectEvent(async (transfer: DataTransfer) => {
    if (transfer.types.includes('Files')) {
      await imports.beginWithFiles(droppedFiles(transfer))
      return
    }
    const text = transfer.getData('text/uri-list') || transfer.getData('text/plain')
    if (detectText(text).kind !== 'empty') await imports.begin([sourceOfText(text)])
  })

  useEffect(() => {
    // Text that is dragged within the page is none of ours.
    let ownDrag = false
    // Each element under the pointer sends its own enter and leave.
    let depth = 0

    function end(): void {
      depth = 0
      setHovering(null)
    }
    function onStart(): void {
      ownDrag = true
    }
    function onEnd(): void {
      ownDrag = false
      end()
    }
    function onEnter(event: DragEvent): void {
      const next = ownDrag ? null : hoveringOf(event.dataTransfer)
      if (!next) return
      event.preventDefault()
      depth += 1
      setHovering(next)
    }
    function onOver(event: DragEvent): void {
      if (ownDrag || !hoveringOf(event.dataTransfer)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    function onLeave(): void {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setHovering(null)
    }
    function onDrop(event: DragEvent): void {
      if (ownDrag || !event.dataTransfer || !hoveringOf(event.dataTransfer)) return
      // Without this the window would go to the file.
      event.preventDefault()
      end()
      void take(event.dataTransfer)
    }

    const listeners: [string, (event: DragEvent) => void][] = [
      ['dragstart', onStart],
      ['dragend', onEnd],
      ['dragenter', onEnter],
      ['dragover', onOver],
      ['dragleave', onLeave],
      ['drop', onDrop],
    ]
    // Drag events are the only ones that arrive under these names.
    for (const [name, listen] of listeners) window.addEventListener(name, listen as EventListener)
    return () => {
      for (const [name, listen] of listeners) {
        window.removeEventListener(name, listen as EventListener)
      }
    }
  }, [])

  if (!hovering) return null
  return (
    <div className={styles.overlay} role="status">
      <div className={styles.frame}>
        <IconFileImport size={40} stroke={1.25} aria-hidden="true" />
        <strong>{headline(hovering)}</strong>
        <span>{explanation(hovering)}</span>
      </div>
    </div>
  )
}
