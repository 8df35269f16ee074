import { useState } from 'react'
import { describeSchema, type SchemaPart } from './describe-schema.ts'
import styles from './schema-tree.module.css'

/** Parts shown at once; the rest on request. */
const SHOWN_PARTS = 60

/** A schema as a tree that is opened level by level, so that one that contains itself has an end. */
export function SchemaTree({ schema }: { schema: unknown }) {
  const { parts } = describeSchema(schema, schema)
  const whole: SchemaPart = { name: '', isProperty: false, required: false, schema }
  return (
    <ul className={styles.tree}>
      <SchemaNode part={whole} root={schema} openAtFirst={parts.length > 0} />
    </ul>
  )
}

interface SchemaNodeProps {
  part: SchemaPart
  root: unknown
  openAtFirst: boolean
}

function SchemaNode({ part, root, openAtFirst }: SchemaNodeProps) {
  const [open, setOpen] = useState(openAtFirst)
  const [all, setAll] = useState(false)
  const { type, constraints, description, deprecated, parts } = describeSchema(part.schema, root)
  // At the root there is nothing beside it that it would have to stand in line with.
  const isAlone = part.name === '' && parts.length === 0
  const shown = all ? parts : parts.slice(0, SHOWN_PARTS)
  return (
    <li>
      <div className={styles.row} data-alone={isAlone || undefined}>
        {parts.length > 0 ? (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-label={`${open ? 'Fold' : 'Unfold'} ${part.name || type}`}
            onClick={() => setOpen(!open)}
          >
            {open ? '▼' : '▶'}
          </button>
        ) : (
          !isAlone && <span />
        )}
        <div className={styles.line}>
          {part.name && (
            <span
              className={styles.name}
              data-part={!part.isProperty || undefined}
              data-deprecated={deprecated || undefined}
            >
              {part.name}
            </span>
          )}
          <span className={styles.type}>{type}</span>
          {part.required && <span className={styles.required}>required</span>}
          {constraints.map((constraint) => (
            <span key={constraint} className={styles.constraint}>
              {constraint}
            </span>
          ))}
          {description && <span className={styles.description}>{description}</span>}
        </div>
      </div>
      {open && parts.length > 0 && (
        <ul className={styles.tree}>
          {shown.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a schema are never moved
            <SchemaNode key={index} part={child} root={root} openAtFirst={false} />
          ))}
          {shown.length < parts.length && (
            <li>
              <button
                type="button"
                className={styles.toggle}
                onClick={() => setAll(true)}
                style={{ width: 'auto', fontSize: 12 }}
              >
                {parts.length - shown.length} more…
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
