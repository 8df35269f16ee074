/** The smallest of some numbers that at least `share` of them (above 0, up to 1) do not exceed; null for none. */
export function percentile(numbers: readonly number[], share: number): number | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null
}
