import type { JsonSchema, SchemaObject } from '#runtime/schemas/json-schema.ts'
import type { ProblemLog } from '../problem-log.ts'

/** A reference that applies to the same value as the schema it stands in. */
interface Edge {
  target: string
  cut(): void
}

/**
 * Cuts rings of references that never get to a member or item (`A: {$ref: B}`, `B: {$ref: A}`, or through
 * `allOf`): they describe nothing, and a validator would follow them for ever. Of an alternative that is only
 * the ring nothing remains; everywhere else it allows everything.
 */
export function breakEmptyRings(
  schemas: Record<string, JsonSchema>,
  names: ReadonlyMap<string, string>,
  problems: ProblemLog,
): void {
  const done = new Set<string>()
  for (const start of Object.keys(schemas)) {
    const path: { name: string; edges: Edge[] }[] = []
    const open = new Set<string>()
    const enter = (name: string): void => {
      open.add(name)
      path.push({ name, edges: edgesOf(schemas, name) })
    }
    if (!done.has(start)) enter(start)
    for (let level = path.at(-1); level; level = path.at(-1)) {
      const edge = level.edges.pop()
      if (!edge) {
        open.delete(level.name)
        done.add(level.name)
        path.pop()
      } else if (open.has(edge.target)) {
        edge.cut()
        const ring = [...path.map(({ name }) => name), edge.target].slice(
          path.findIndex(({ name }) => name === edge.target),
        )
        problems.add({
          severity: 'warning',
          code: 'circular-ref',
          message: `The references ${ring.join(' → ')} form a ring without a schema in it; it allows anything.`,
          ...pointerOf(names, level.name),
        })
      } else if (!done.has(edge.target)) enter(edge.target)
    }
  }
}

function pointerOf(names: ReadonlyMap<string, string>, wanted: string): { pointer?: string } {
  for (const [pointer, name] of names) if (name === wanted) return { pointer }
  return {}
}

const lists = ['allOf', 'anyOf', 'oneOf'] as const
const singles = ['not', 'if', 'then', 'else'] as const

function edgesOf(schemas: Record<string, JsonSchema>, name: string): Edge[] {
  const edges: Edge[] = []
  const visit = (schema: unknown, cut: () => void): void => {
    if (typeof schema !== 'object' || schema === null) return
    const object = schema as SchemaObject // Converted schemas are objects or booleans.
    if (typeof object.$ref === 'string') {
      const target = object.$ref.slice('#/schemas/'.length)
      edges.push({ target, cut: Object.keys(object).length === 1 ? cut : () => delete object.$ref })
    }
    for (const keyword of lists) {
      const list = object[keyword]
      if (!Array.isArray(list)) continue
      list.forEach((item, i) => {
        visit(item, () => {
          list[i] = keyword === 'allOf'
        })
      })
    }
    for (const keyword of singles) visit(object[keyword], () => delete object[keyword])
    const dependent = object.dependentSchemas
    if (typeof dependent === 'object' && dependent !== null) {
      for (const key of Object.keys(dependent)) {
        // Own members of a converted map of schemas.
        const map = dependent as Record<string, unknown>
        visit(map[key], () => delete map[key])
      }
    }
  }
  visit(schemas[name], () => {
    schemas[name] = true
  })
  return edges
}
