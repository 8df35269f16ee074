import { acceptsNumber } from './accept-value.ts'
import { otherBound } from './bounds.ts'
import type { Constraints } from './constraints.ts'
import type { Generation, Place, Plan } from './generation.ts'
import { numberByOwner, numberOf } from './suggest-number.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Decimal places beyond which a step is not worth following. */
const mostPlaces = 12

/** Plans an integer or a number: in range, on its step, and plausible for the name of its place. */
export function planNumber(
  constraints: Constraints,
  name: string,
  generation: Generation,
): Plan<number> {
  const integer = isInteger(constraints)
  const [low, high] = range(constraints, integer)
  const step = stepOf(constraints.multiples, integer)
  const [from, to] = naturalRange(low, high, step, integer)
  const steps = stepsBetween(from, to, step ?? naturalStep(from, to, integer))
  const suggest = numberOf(constraints, name, generation)
  const bound = generation.names.bound(name)
  /** The same number, or one beyond the other end of its range. */
  const inOrder = (value: number, place: Place, attempt: Generation): number => {
    if (bound === null) return value
    const other = otherBound(bound, place, attempt, asNumber)
    if (other === null || (bound.isLow ? value <= other : value >= other)) return value
    const scale = integer ? 1 : 100
    const moved = bound.isLow
      ? Math.floor(other * 0.8 * scale) / scale
      : Math.round((2 * other - value) * scale) / scale
    return [moved, other].find((each) => acceptsNumber(constraints, each)) ?? value
  }
  return (place, attempt) => {
    const suggestion =
      suggest?.(place, attempt, integer) ??
      nearExample(constraints, place) ??
      numberByOwner(place, attempt)?.(place, attempt, integer) ??
      null
    if (
      suggestion !== null &&
      acceptsNumber(constraints, suggestion) &&
      inSteps(suggestion, integer)
    ) {
      const moved = suggestion + place.variant
      return inOrder(acceptsNumber(constraints, moved) ? moved : suggestion, place, attempt)
    }
    const value = onSteps(steps, constraints, place)
    if (value !== null) return inOrder(value, place, attempt)
    const middle = (Math.max(low, -1e300) + Math.min(high, 1e300)) / 2
    if (!step && acceptsNumber(constraints, middle)) return middle
    throw new Unsatisfiable(describe(constraints, low, high))
  }
}

const asNumber = (value: unknown) => (typeof value === 'number' ? value : null)

/** A number of the size that the schema's example has. */
function nearExample({ examples }: Constraints, { random }: Place): number | null {
  const example = examples.find((value) => typeof value === 'number')
  if (example === undefined || example === 0 || !Number.isFinite(example)) return null
  const scale = 10 ** Math.min(decimalPlaces(example), 4)
  const most = Math.round(Math.abs(example) * scale * 1.5)
  const value = random.integer(Math.ceil(most / 3), Math.max(most, 1)) / scale
  return example < 0 ? -value : value
}

function describe({ multiples }: Constraints, low: number, high: number): string {
  const step = multiples.length > 0 ? ` multiple of ${multiples.join(' and ')}` : ''
  return `there is no number${step} from ${low} to ${high} as its limits ask`
}

function isInteger({ types, formats }: Constraints): boolean {
  const whole = formats.includes('int32') || formats.includes('int64')
  return whole || (types?.has('integer') === true && !types.has('number'))
}

const inSteps = (value: number, integer: boolean) => !integer || Number.isInteger(value)

function range({ lower, upper, formats }: Constraints, integer: boolean): [number, number] {
  let low = lower?.value ?? Number.NEGATIVE_INFINITY
  let high = upper?.value ?? Number.POSITIVE_INFINITY
  if (integer) {
    low = lower?.exclusive ? Math.floor(low) + 1 : Math.ceil(low)
    high = upper?.exclusive ? Math.ceil(high) - 1 : Math.floor(high)
  }
  if (formats.includes('int32')) {
    low = Math.max(low, -(2 ** 31))
    high = Math.min(high, 2 ** 31 - 1)
  }
  return [low, high]
}

/** Where to look for a value: small positive numbers where the limits leave the choice. */
function naturalRange(
  low: number,
  high: number,
  step: number | null,
  integer: boolean,
): [number, number] {
  const reach = Math.max(integer ? 1000 : 100, (step ?? 0) * 50)
  if (low <= 1 && high >= reach) return [low >= 0 ? Math.max(low, integer ? 1 : 0) : 1, reach]
  if (low <= 0 && high > 0) return [Math.max(low, 0), high]
  if (high === Number.POSITIVE_INFINITY) return [low, low + reach]
  if (low === Number.NEGATIVE_INFINITY) return [high - reach, high]
  return [low, high]
}

function naturalStep(from: number, to: number, integer: boolean): number {
  if (integer) return 1
  const span = to - from
  if (!(span > 0)) return 0.01
  // Steps that leave about a hundred values to choose from, at most cents.
  return Math.min(0.01, 10 ** Math.floor(Math.log10(span) - 2))
}

/** Multiples of a step, where they lie in a range. */
interface Steps {
  from: number
  to: number
  /** The first and the last, as multiples; they lie a step beyond the range, and the limits decide. */
  first: number
  last: number
  stride: number
  multiple(times: number): number
}

function stepsBetween(from: number, to: number, step: number): Steps {
  const first = Math.floor(from / step) - 1
  const last = Math.ceil(to / step) + 1
  const count = last - first + 1
  const stride = count > 100_000 ? 1 : strideFor(count)
  return { from, to, first, last, stride, multiple: multiplesOf(step) }
}

function onSteps(
  { from, to, first, last, stride, multiple }: Steps,
  constraints: Constraints,
  place: Place,
): number | null {
  const count = last - first + 1
  if (!Number.isFinite(count)) return null
  const start = Math.floor(place.random.next() * count) + place.variant
  let nearly: number | null = null
  for (let tried = 0; tried < Math.min(count, 200); tried++) {
    const value = multiple(first + ((start + tried * stride) % count))
    if (!acceptsNumber(constraints, value) || value < from || value > to) continue
    // Other validators divide without tolerance: prefer a value that divides evenly.
    if (constraints.multiples.every((divisor) => Number.isInteger(value / divisor))) return value
    nearly ??= value
  }
  if (nearly !== null) return nearly
  for (const at of [first, first + 1, first + 2, last - 2, last - 1, last]) {
    const value = multiple(at)
    if (acceptsNumber(constraints, value)) return value
  }
  return null
}

/** Visits every position once where the count is small, in no visible order. */
function strideFor(count: number): number {
  for (const stride of [61, 53, 37, 7]) if (stride < count && count % stride !== 0) return stride
  return 1
}

/** Multiples of a decimal step, without the rounding that a plain product would show. */
function multiplesOf(step: number): (times: number) => number {
  const places = decimalPlaces(step)
  // Adding zero makes a plain zero of a negative one.
  if (places === 0) return (times) => times * step + 0
  const scale = 10 ** places
  const whole = Math.round(step * scale)
  return (times) => (times * whole) / scale + 0
}

function decimalPlaces(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const places = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent)
  return Math.min(Math.max(places, 0), mostPlaces)
}

/** The smallest step that is a multiple of each; null when there is none to keep to. */
function stepOf(multiples: readonly number[], integer: boolean): number | null {
  const steps = integer ? [...multiples, 1] : multiples
  if (steps.length === 0) return null
  const scale = 10 ** Math.max(...steps.map(decimalPlaces))
  const whole = steps.map((step) => Math.max(1, Math.round(step * scale)))
  const common = whole.reduce((a, b) => (a / divisor(a, b)) * b)
  return common / scale
}

function divisor(a: number, b: number): number {
  let [large, small] = [a, b]
  while (small !== 0) [large, small] = [small, large % small]
  return large
}
