import { InvalidArgumentError } from 'commander'
import { mostWorkers } from '#contract/most-workers.ts'

/** The value of `--workers`. */
export function parseWorkers(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= mostWorkers) return count
  throw new InvalidArgumentError(`Give a whole number from 1 to ${mostWorkers}.`)
}
