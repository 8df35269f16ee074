import type { Constraints } from './constraints.ts'
import type { Generation, NumberMaker, Place } from './generation.ts'
import { singular } from './singular.ts'

const momentFormat =
  /^(unix[-_ ]?(time|timestamp|epoch)?|unixtime|posix[-_ ]?time|epoch([-_ ]?(time|s|sec|seconds|ms|millis))?|timestamp([-_ ]?ms)?|date-?time)$/i

const momentText =
  /\bunix[- ](time|timestamp|epoch)|\bepoch (time|seconds)|\bsince (the )?(unix )?epoch\b/i

/** Spans of time in whole units: `days_until_due`. */
const spans = /^(days|hours|minutes|seconds|weeks|months|years)$/

/** What makes up numbers that fit a place: by what the schema says of them, else by the name, whatever their limits. */
export function numberOf(
  { formats, description }: Constraints,
  name: string,
  generation: Generation,
): NumberMaker | undefined {
  const isMoment =
    formats.some((format) => momentFormat.test(format)) || momentText.test(description)
  return isMoment && !spans.test(generation.names.words(name)[0] ?? '')
    ? generation.names.number('timestamp')
    : (numberFor(name, generation) ?? countOfThings(name, generation))
}

/** What a number called by a plural counts: `doors`, `open_slots`. */
function countOfThings(name: string, { names }: Generation): NumberMaker | undefined {
  const last = names.words(name).at(-1) ?? ''
  return last.length > 3 && singular(last) !== last ? names.number('count') : undefined
}

/** What makes up numbers that fit a name; undefined when the name says nothing. */
export function numberFor(name: string, { names }: Generation): NumberMaker | undefined {
  const words = names.words(name)
  if (words.length > 1 && spans.test(words[0] ?? '')) return span
  const make = names.number(name)
  if (make) return make
  // Counts of anything: `open_issues`, `number_of_seats` and `num_comments` say so with more or fewer words.
  if (/^(is|has|can|should)$/.test(words[0] ?? '') && words.length > 1) return names.number('flag')
  const isCount = /^(num|number|count|total|no)$/.test(words[0] ?? '')
  return isCount && words.length > 1 ? names.number('count') : undefined
}

const span: NumberMaker = ({ random }) => random.integer(1, 30)

/** A number in an object of numbers of one kind: `adult` in `prices`. Undefined where the object's name says nothing. */
export function numberByOwner({ owner }: Place, { names }: Generation): NumberMaker | undefined {
  const kind = names.words(owner).at(-1) ?? ''
  const each = singular(kind)
  return each !== kind && ofOneKind.test(each) ? names.number(each) : undefined
}

const ofOneKind = /^(price|amount|cost|fee|rate|count|score|rating|percentage|ratio|total|balance)$/
