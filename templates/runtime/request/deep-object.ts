import type { TextValue } from './coerce-value.ts'
import type { Query } from './parse-query.ts'
import { addMember } from './styled-text.ts'

const STEP = /\[([^[\]]*)\]/g
// A client cannot make the reader recurse without end.
const DEEPEST = 20

/**
 * Collects `name[a][b]=x` into nested members; undefined when there is none. OpenAPI defines only the first level;
 * deeper ones, `name[]` and `name[0]` are read as most servers do.
 */
export function readDeepObject(
  name: string,
  query: Query,
  decode: (text: string) => string,
): Map<string, TextValue> | undefined {
  let root: Map<string, TextValue> | undefined
  const prefix = `${name}[`
  for (const [key, values] of query) {
    if (!key.startsWith(prefix)) continue
    const steps = [...key.slice(name.length).matchAll(STEP)].map((step) => step[1] ?? '')
    if (steps.length === 0 || steps.length > DEEPEST) continue
    root ??= new Map()
    for (const value of values) place(root, steps, decode(value))
  }
  return root
}

function place(root: Map<string, TextValue>, steps: readonly string[], value: string): void {
  let members = root
  for (const step of steps.slice(0, -1)) {
    let next = members.get(step)
    if (!(next instanceof Map)) {
      next = new Map()
      members.set(step, next)
    }
    members = next
  }
  addMember(members, steps.at(-1) ?? '', value)
}
