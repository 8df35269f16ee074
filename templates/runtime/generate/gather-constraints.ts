import { branchTags, mappedSchema } from '../schemas/discriminator-tags.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { Discriminator, Keywords } from '../schemas/keywords.ts'
import type { Constraints } from './constraints.ts'
import { constrain, noConstraints } from './constraints.ts'
import { type Course, type Decide, decider, type Question, takeCourse } from './courses.ts'
import { exclude } from './exclude-schema.ts'
import type { Generation, Place } from './generation.ts'
import { isReferenceAmong, rankBranches } from './rank-branches.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Alternatives of which one is still to be chosen. */
interface Choice {
  branches: readonly JsonSchema[]
  /** `oneOf`: the branches that are not chosen must not hold. */
  exactlyOne: boolean
  discriminator: Discriminator | undefined
}

interface Condition {
  test: JsonSchema
  yes: JsonSchema
  no: JsonSchema
}

/** A schema that extends a base schema, and the tag that stands for it. */
interface Heir {
  tag: string
  schema: JsonSchema
  name: string
}

/**
 * Gathers what all the schemas that apply to one place say: through references, `allOf`, a chosen branch of each
 * `anyOf` and `oneOf`, one side of each condition, each time the most natural one. Throws Unsatisfiable where the
 * schemas contradict each other.
 */
export function gatherConstraints(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
): Constraints {
  return findCourse(schemas, place, generation, 0).constraints
}

/** The same for one of the combinations of choices, which `way` numbers, and how many of them there are. */
export function findCourse(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
  way: number,
): Course & { combinations: number } {
  const { decide, combinations } = decider(place, generation, way)
  const workOut = (decide: Decide) => gather(schemas, place, generation, decide).gathered
  // Where choices follow a value, nothing else does.
  const course = place.like
    ? { constraints: workOut(decide), plans: new Map() }
    : takeCourse(schemas, decide, generation.known.courses, workOut)
  return { ...course, combinations: combinations() }
}

/** Constraints that leave nothing to choose, and so follow from the schemas alone; null for others. */
export function closedConstraints(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
): Constraints | null {
  try {
    const { decide } = decider(place, generation, 0)
    const { gathered, isOpen } = gather(schemas, place, generation, decide)
    return isOpen ? null : gathered
  } catch (error) {
    if (error instanceof Unsatisfiable) return null
    throw error
  }
}

/** Constraints that left no question open follow from the schemas alone: `isOpen` is then false. */
function gather(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
  decide: Decide,
): { gathered: Constraints; isOpen: boolean } {
  const { index } = generation
  const gathered = noConstraints()
  const seen = new Set<JsonSchema>()
  const choices: Choice[] = []
  const conditions: Condition[] = []
  const parents: { name: string; discriminator: Discriminator }[] = []
  const forbidden: JsonSchema[] = []

  function add(schema: JsonSchema, name: string | undefined, whole: boolean) {
    if (schema === false) throw new Unsatisfiable('a schema that applies here allows nothing')
    if (schema === true || seen.has(schema)) return
    seen.add(schema)
    const keywords = index.keywords(schema)
    if (name !== undefined) gathered.names.push(name)
    if (keywords.ref !== undefined) {
      add(index.target(keywords.ref) ?? true, index.nameOf(keywords.ref), whole)
    }
    for (const part of keywords.allOf ?? []) add(part, undefined, false)
    constrain(gathered, keywords)
    addExamples(keywords, whole)
    addChoices(keywords, name)
  }

  function addExamples({ examples = [], properties, allOf }: Keywords, whole: boolean) {
    // The example of a part, such as a base schema, is not one of the whole.
    const isPart = !whole && (properties !== undefined || allOf !== undefined)
    if (!isPart) gathered.examples.push(...examples)
  }

  function addChoices(keywords: Keywords, name: string | undefined) {
    const { anyOf, oneOf, discriminator } = keywords
    if (anyOf) choices.push({ branches: anyOf, exactlyOne: false, discriminator })
    if (oneOf) choices.push({ branches: oneOf, exactlyOne: true, discriminator })
    if (discriminator && !anyOf && !oneOf && name !== undefined)
      parents.push({ name, discriminator })
    if (keywords.not !== undefined) forbidden.push(keywords.not)
    if (keywords.if !== undefined) {
      const { then: yes = true, else: no = true } = keywords
      conditions.push({ test: keywords.if, yes, no })
    }
  }

  function isEntered(branch: JsonSchema): boolean {
    const target = index.resolve(branch)
    return target !== true && seen.has(target)
  }

  function choose({ branches, exactlyOne, discriminator }: Choice) {
    const already = branches.find(isEntered)
    // The options of the question are branches, most natural first.
    const branch =
      already ?? (decide(rankingOf(branches, gathered.types)) as JsonSchema | undefined)
    if (branch === undefined) throw new Unsatisfiable('no alternative fits the rest of the schema')
    if (discriminator) setTag(discriminator, branches, branch)
    gathered.chosen.push(branch)
    gathered.isReference ||= isReferenceAmong(branch, branches, index)
    add(branch, undefined, true)
    if (!exactlyOne) return
    for (const other of branches) {
      if (other === branch || isEntered(other)) continue
      exclude(other, gathered, generation, { soft: discriminator !== undefined })
    }
  }

  function setTag(
    { propertyName, ...rest }: Discriminator,
    branches: readonly JsonSchema[],
    branch: JsonSchema,
  ) {
    const position = branches.indexOf(branch)
    const tags = branchTags(index, { propertyName, ...rest }, branches)
    const own = [...tags].filter(([, at]) => at === position).map(([tag]) => tag)
    if (own.length > 0 && !gathered.tags.has(propertyName)) gathered.tags.set(propertyName, own)
  }

  /** A base schema with a discriminator stands for one of the schemas that extend it. */
  function chooseHeir({ name, discriminator }: { name: string; discriminator: Discriminator }) {
    const { propertyName, mapping } = discriminator
    if (gathered.tags.has(propertyName)) return
    const heirs: Heir[] = []
    for (const [tag, target] of mapping) {
      const mapped = mappedSchema(index, target)
      if (mapped) heirs.push({ tag, ...mapped })
    }
    for (const heir of generation.schemas.heirsOf(name)) {
      const schema = index.named(heir)
      const isMapped = heirs.some((known) => known.name === heir)
      if (schema !== undefined && !isMapped) heirs.push({ tag: heir, schema, name: heir })
    }
    // Of several the one that extends the others, which was entered first.
    const entered = [...seen]
    const open = heirs
      .filter((heir) => heir.name !== name && seen.has(heir.schema))
      .sort((one, other) => entered.indexOf(one.schema) - entered.indexOf(other.schema))
    const own = heirs.find((heir) => heir.name === name)?.tag ?? name
    // The options of the question are heirs, or none of them.
    const heir = open[0] ?? (decide(heirsBeside(name, heirs)) as Heir | null)
    gathered.tags.set(propertyName, [heir?.tag ?? own])
    if (heir) add(heir.schema, heir.name, true)
  }

  function takeSide({ test, yes, no }: Condition) {
    const { like } = place
    const holds = like
      ? generation.store.isValid(test, generation.direction, like.value)
      : decide(no === true || yes !== true ? yesBefore : noBefore)
    if (holds) {
      add(test, undefined, false)
      add(yes, undefined, false)
      return
    }
    exclude(test, gathered, generation, { soft: false })
    add(no, undefined, false)
  }

  /** Either the member is left out, or what its presence asks for is kept to. */
  function depend([name, schema]: [string, JsonSchema]) {
    const isThere = isRecord(place.like?.value) && Object.hasOwn(place.like.value, name)
    const natural = place.like ? (isThere ? yesBefore : noBefore) : yesUnlessMinimal
    if (gathered.required.has(name) || decide(natural)) add(schema, undefined, false)
    else gathered.avoid.add(name)
  }

  /** Settles one open question; each may bring further ones. */
  function settleNext(): boolean {
    const condition = conditions.shift()
    if (condition) takeSide(condition)
    const parent = condition ? undefined : parents.shift()
    if (parent) chooseHeir(parent)
    const choice = condition || parent ? undefined : choices.shift()
    if (choice) choose(choice)
    const dependent = condition || parent || choice ? undefined : gathered.dependentSchemas.shift()
    if (dependent) depend(dependent)
    return [condition, parent, choice, dependent].some((question) => question !== undefined)
  }

  for (const schema of schemas) add(schema, undefined, true)
  const hasChoice = settleNext()
  while (settleNext());
  for (const schema of forbidden) exclude(schema, gathered, generation, { soft: false })
  return { gathered, isOpen: hasChoice || forbidden.length > 0 }
}

// Questions are kept with what follows from them, so each holds on to what it needs alone.

const rankingOf =
  (branches: readonly JsonSchema[], types: Constraints['types']): Question =>
  (place, generation) =>
    rankBranches(branches, types, place, generation)

const heirsBeside = (name: string, heirs: readonly Heir[]): Question => {
  const others = [...heirs.filter((heir) => heir.name !== name), null]
  return ({ extent }) => (extent === 'all' ? others : [null])
}

const yesBefore: Question = () => [true, false]
const noBefore: Question = () => [false, true]
const yesUnlessMinimal: Question = (_, { mode }) =>
  mode === 'minimal' ? [false, true] : [true, false]
