import type { Scenario } from '#contract/scenario.ts'

type Check = (value: unknown, place: string) => void

/**
 * Checks a scenario that came from a file or over HTTP and fills in what may be left out.
 * Throws an Error that says which member is wrong and what it should be.
 */
export function checkScenario(value: unknown, place: string): Scenario {
  scenario(value, place)
  // `scenario` has just established the shape, in which all but the name may be left out.
  const given = value as Partial<Scenario> & Pick<Scenario, 'name'>
  return { description: '', derived: false, rules: [], defaults: {}, ...given }
}

function fail(place: string, expected: string): never {
  throw new Error(
    `Cannot use the scenario: ${place} must be ${expected}. Correct it and try again.`,
  )
}

const text: Check = (value, place) => {
  if (typeof value !== 'string') {
    fail(place, 'text')
  }
}

const flag: Check = (value, place) => {
  if (typeof value !== 'boolean') {
    fail(place, 'true or false')
  }
}

const anything: Check = () => {}

const scalar: Check = (value, place) => {
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
    fail(place, 'text, a number, true, false or null')
  }
}

const pattern: Check = (value, place) => {
  text(value, place)
  try {
    new RegExp(String(value), 'u')
  } catch {
    fail(place, 'a regular expression')
  }
}

const name: Check = (value, place) => {
  if (typeof value !== 'string' || value.length > 60 || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value)) {
    fail(place, 'a name of lower-case letters, digits and single hyphens')
  }
}

function number(min: number, max: number, whole = false): Check {
  return (value, place) => {
    const wrongKind = typeof value !== 'number' || (whole && !Number.isInteger(value))
    if (wrongKind || !(value >= min && value <= max)) {
      fail(place, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`)
    }
  }
}

function oneOf(...values: string[]): Check {
  return (value, place) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      fail(place, `one of ${values.join(', ')}`)
    }
  }
}

function listOf(check: Check, atLeast = 0): Check {
  return (value, place) => {
    if (!Array.isArray(value) || value.length < atLeast) {
      fail(place, atLeast === 0 ? 'a list' : 'a list that is not empty')
    }
    value.forEach((item, index) => {
      check(item, `${place}[${index}]`)
    })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapOf(check: Check): Check {
  return (value, place) => {
    if (!isObject(value)) {
      fail(place, 'an object')
    }
    for (const [key, member] of Object.entries(value)) {
      check(member, `${place}[${JSON.stringify(key)}]`)
    }
  }
}

/** Members that are not listed are refused: they are misspelt more often than they are harmless. */
function object(members: Record<string, Check>, required: string[] = []): Check {
  return (value, place) => {
    if (!isObject(value)) {
      fail(place, 'an object')
    }
    for (const [key, member] of Object.entries(value)) {
      const check = Object.hasOwn(members, key) ? members[key] : undefined
      if (check === undefined) {
        fail(`${place}.${key}`, `left out; known are ${Object.keys(members).join(', ')}`)
      }
      check(member, `${place}.${key}`)
    }
    for (const key of required) {
      if (!Object.hasOwn(value, key)) {
        fail(`${place}.${key}`, 'given')
      }
    }
  }
}

const matcherObject = object({ equals: scalar, contains: text, matches: pattern, present: flag })
const matcher: Check = (value, place) => {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    matcherObject(value, place)
  }
}

const milliseconds = number(0, 600_000)
const delayRange = object({ min: milliseconds, max: milliseconds }, ['min', 'max'])
const delay: Check = (value, place) => {
  if (typeof value === 'number') {
    milliseconds(value, place)
  } else {
    delayRange(value, place)
  }
}

const generate = oneOf('full', 'minimal', 'empty')

const answerMembers: Record<string, Check> = {
  status: number(200, 599, true),
  headers: mapOf(text),
  body: anything,
  text,
  example: text,
  generate,
  delay,
  fault: oneOf('close', 'truncate', 'malformed'),
}

const rule = object(
  {
    name: text,
    when: object({
      operation: text,
      method: text,
      path: text,
      params: mapOf(matcher),
      query: mapOf(matcher),
      headers: mapOf(matcher),
      body: mapOf(matcher),
    }),
    answer: object({
      ...answerMembers,
      sequence: listOf(object(answerMembers), 1),
      probability: number(0, 1),
      times: number(1, Number.MAX_SAFE_INTEGER, true),
    }),
  },
  ['when', 'answer'],
)

const scenario = object(
  {
    $schema: text,
    name,
    description: text,
    derived: flag,
    rules: listOf(rule),
    defaults: object({ delay, generate }),
  },
  ['name'],
)
