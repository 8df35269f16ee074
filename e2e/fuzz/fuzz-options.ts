import { parseArgs } from 'node:util'

export interface FuzzOptions {
  seconds: number
  seed: number
}

/** Reads `--seconds` and `--seed`; throws an Error that names the wrong option. */
export function readFuzzOptions(args: string[]): FuzzOptions {
  const { values } = parseArgs({
    args,
    options: { seconds: { type: 'string' }, seed: { type: 'string' } },
  })
  return {
    seconds: wholeNumber('seconds', values.seconds ?? '60'),
    seed: wholeNumber('seed', values.seed ?? String(Math.trunc(Math.random() * 1_000_000))),
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`Cannot use --${name} ${text}: it must be a whole number above 0.`)
}
