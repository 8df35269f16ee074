import type { OperationSummary } from '#contract/operation.ts'

/** Lower is better: an address that can be called as it is, by a method that needs no body. */
function effort({ method, path, deprecated }: OperationSummary): number {
  const parameters = path.split('{').length - 1
  return (method.toUpperCase() === 'GET' ? 0 : 100) + parameters * 10 + (deprecated ? 5 : 0)
}

/** The operation that is easiest to call by hand; null for a spec without any. */
export function easiestOperation(operations: readonly OperationSummary[]): OperationSummary | null {
  return operations.toSorted((one, other) => effort(one) - effort(other))[0] ?? null
}
