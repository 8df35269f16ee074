import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** How often each figure is taken; the table shows medians. */
  rounds: number
  /** Length of a timed section. Its warm-up takes half of it. */
  seconds: number
  /** Built command line that is measured. */
  cli: string
  /** Further API descriptions to import. */
  specs: string[]
  json: string | undefined
}

/** Reads the command line; throws an Error that names the wrong option. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      cli: { type: 'string' },
      spec: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
    },
  })
  const [rounds, seconds] = values.quick ? [1, 1] : [3, 3]
  return {
    rounds: positive('rounds', values.rounds, rounds),
    seconds: positive('seconds', values.seconds, seconds),
    cli: resolve(values.cli ?? join(import.meta.dirname, '..', 'out', 'cli', 'mockloop.js')),
    specs: values.spec.map((file) => resolve(file)),
    json: values.json,
  }
}

function positive(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`Cannot use --${name} ${text}: it must be a whole number above 0.`)
}
