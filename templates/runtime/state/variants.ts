import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { type Mark, marksOf } from '../routing/rival-routes.ts'

/**
 * Operations that share method and path with others and are meant only where the request has something in its query or
 * headers that the others do not ask for, such as `?operation=batch-delete` or an `X-Amz-Target`. What they do cannot be
 * told from method and path.
 */
export function findVariants({ operations, schemas }: MockApi): ReadonlySet<Operation> {
  const byRoute = new Map<string, Operation[]>()
  for (const operation of operations) {
    const key = JSON.stringify([operation.method, operation.path, operation.fixedQuery])
    const rivals = byRoute.get(key)
    if (rivals === undefined) byRoute.set(key, [operation])
    else rivals.push(operation)
  }
  const variants = new Set<Operation>()
  for (const rivals of byRoute.values()) {
    if (rivals.length === 1) continue
    const all = rivals.map((operation) => ({ operation, marks: marksOf(operation, schemas) }))
    // One fixed value names what is done; that a parameter must be there says less.
    const unnamed = all.filter(({ marks }) => !hasOwn(marks.filter(isFixed), all))
    const plain = unnamed.filter(({ marks }) => !hasOwn(marks, unnamed))
    for (const each of all) if (!plain.includes(each)) variants.add(each.operation)
  }
  return variants
}

interface Marked {
  marks: readonly Mark[]
}

/** True when one of the marks is not asked for by all. */
function hasOwn(marks: readonly Mark[], all: readonly Marked[]): boolean {
  return marks.some((mark) => !all.every((each) => each.marks.some((other) => isSame(mark, other))))
}

function isFixed({ value }: Mark): boolean {
  return value !== null
}

function isSame(one: Mark, other: Mark): boolean {
  const name = (mark: Mark) => (mark.in === 'header' ? mark.name.toLowerCase() : mark.name)
  return one.in === other.in && name(one) === name(other) && one.value === other.value
}
