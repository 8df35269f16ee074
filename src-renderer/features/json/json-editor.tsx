import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { forceLinting, linter, lintGutter, lintKeymap } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useEffectEvent, useRef } from 'react'
import { diagnoseJson } from './json-lint.ts'

export interface JsonEditorProps {
  value: string
  onChange: (text: string) => void
  /** JSON Schema the value should satisfy; breaches are marked while typing. */
  schema?: unknown
  label: string
  placeholder?: string
  /** Told what is wrong with the text, in the order of its places, soon after each change. */
  onProblems?: (messages: string[]) => void
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ml-accent-text)' },
  { tag: tags.string, color: 'var(--ml-post-text)' },
  { tag: tags.number, color: 'var(--ml-get-text)' },
  { tag: [tags.bool, tags.null], color: 'var(--ml-patch-text)' },
  {
    tag: [tags.punctuation, tags.brace, tags.squareBracket, tags.separator],
    color: 'var(--ml-muted)',
  },
])

const look = EditorView.theme({
  '&': { fontSize: '12px', backgroundColor: 'transparent', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '19px' },
  '.cm-content': { caretColor: 'var(--ml-text)', paddingBlock: '6px' },
  '.cm-cursor': { borderLeftColor: 'var(--ml-text)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--ml-faint)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-foldGutter span': { fontSize: '10px' },
  '.cm-placeholder': { color: 'var(--ml-faint)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    {
      background: 'color-mix(in srgb, var(--ml-accent) 28%, transparent)',
    },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--ml-accent-soft)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--ml-raised)',
    border: '1px solid var(--ml-border-strong)',
    borderRadius: '6px',
    color: 'var(--ml-text)',
    fontSize: '12px',
  },
  '.cm-diagnostic': { padding: '5px 10px', borderLeft: 'none' },
})

/** A CodeMirror editor for JSON. Large; load it by `JsonField`. */
export function JsonEditor(props: JsonEditorProps) {
  const { value, schema, label } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const changed = useEffectEvent((text: string) => props.onChange(text))
  const diagnosed = useEffectEvent((messages: string[]) => props.onProblems?.(messages))
  const currentSchema = useRef(schema)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what follows keeps it up to date
  useEffect(() => {
    if (!host.current) return
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          foldGutter({ openText: '▾', closedText: '▸' }),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          closeBrackets(),
          json(),
          syntaxHighlighting(colours),
          lintGutter(),
          linter(
            ({ state }) => {
              const problems = diagnoseJson(state, currentSchema.current)
              diagnosed(problems.map(({ message }) => message))
              return problems
            },
            { delay: 200 },
          ),
          // Tab indents; Escape, then Tab, leaves the editor.
          keymap.of([
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          placeholder(props.placeholder ?? ''),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    currentSchema.current = schema
    if (view.current) forceLinting(view.current)
  }, [schema])

  return <div ref={host} style={{ height: '100%' }} />
}
