import type { TraceStep } from '#contract/log-entry.ts'
import type { Generator } from '../generate/generate-value.ts'
import { repairExample } from '../generate/repair-example.ts'
import type { Told } from '../generate/told-value.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { isJson, kindOf } from './content-kind.ts'
import { encodeBody } from './encode-body.ts'
import type { Offer } from './offer-types.ts'
import { schemaExample } from './schema-parts.ts'

export type GenerateMode = 'full' | 'minimal' | 'empty'

export interface BodyParts {
  store: SchemaStore
  generator: Generator
  seed: number
  examples: 'repair' | 'verbatim'
}

export interface BodyWish {
  offer: Offer
  /** Name of the example that was asked for. */
  example?: string | undefined
  /** False when a generated body is wanted although there is an example. */
  allowExamples: boolean
  mode: GenerateMode
  /** The same key gives the same body. */
  key: string
  /** Path of the operation: what the body is about where its schema has no name. */
  about: string
  /** Changes from call to call in dynamic answers. */
  salt?: number | undefined
  /** What the request says of a fresh body. */
  told?: Told | undefined
}

export interface MadeBody {
  body: Buffer
  text: string | null
  contentType: string
  /** What the body shows; undefined when it is only text. */
  value: unknown
  /** The schema it was made from; undefined where it is the author's example. */
  generatedFrom?: JsonSchema
  reason: string
  steps: TraceStep[]
}

/** Makes the body of an answer from a declared example or from the schema. */
export function makeBody(wish: BodyWish, parts: BodyParts): MadeBody {
  // Without a schema the example is all that is known: nothing else could be made up that is like it.
  const isAllKnown = wish.offer.media.schema === undefined && wish.mode === 'full'
  const example = wish.allowExamples || isAllKnown ? findExample(wish, parts.store) : null
  return example === null ? generated(wish, parts) : fromExample(example, wish, parts)
}

/** True for the example that is meant; one without a name of its own, as in Swagger 2, is also called by its media type. */
export function isNamed(name: string, contentType: string, wanted: string): boolean {
  return name === wanted || (name === 'default' && contentType === wanted)
}

interface FoundExample {
  label: string
  value: unknown
}

function findExample(wish: BodyWish, store: SchemaStore): FoundExample | null {
  const { media } = wish.offer
  const usable = media.examples.filter(({ value }) => value !== undefined)
  const named = usable.find(
    ({ name }) => wish.example === undefined || isNamed(name, media.contentType, wish.example),
  )
  if (named !== undefined) {
    return { label: `example "${named.name}"`, value: named.value }
  }
  if (wish.example !== undefined) {
    return null
  }
  const inSchema = schemaExample(media.schema, store)
  return inSchema === null ? null : { label: 'example of the schema', value: inSchema.value }
}

function fromExample(example: FoundExample, wish: BodyWish, parts: BodyParts): MadeBody {
  const { contentType, media } = wish.offer
  const steps: TraceStep[] = [step('pass', `The body is the ${example.label}.`)]
  if (typeof example.value === 'string' && !isJson(contentType)) {
    const body = Buffer.from(example.value, 'utf8')
    return {
      body,
      text: null,
      contentType,
      value: undefined,
      reason: shorten(example.label),
      steps,
    }
  }
  const text = parsedText(example.value, media.schema, contentType, parts)
  const { value, changed } = repaired(text, wish, parts, steps)
  const encoded = encodeBody({ contentType, value, schema: media.schema, store: parts.store })
  return { ...encoded, value, reason: reasonOf(example.label, changed), steps }
}

function reasonOf(label: string, changed: readonly string[]): string {
  if (changed.length === 0) {
    return shorten(label)
  }
  return changed.includes('')
    ? 'generated from schema (example is broken)'
    : `${shorten(label, 50)}, repaired`
}

/** JSON examples are often given as text; they are read unless the schema does ask for text. */
function parsedText(
  value: unknown,
  schema: JsonSchema | undefined,
  contentType: string,
  { store }: BodyParts,
): unknown {
  if (typeof value !== 'string' || !isJson(contentType)) {
    return value
  }
  if (schema !== undefined && store.isValid(schema, 'response', value)) {
    return value
  }
  try {
    const parsed: unknown = JSON.parse(value)
    return parsed
  } catch {
    return value
  }
}

function repaired(
  value: unknown,
  wish: BodyWish,
  parts: BodyParts,
  steps: TraceStep[],
): { value: unknown; changed: readonly string[] } {
  const { schema } = wish.offer.media
  const { store, generator } = parts
  if (schema === undefined || parts.examples === 'verbatim') {
    return { value, changed: [] }
  }
  const result = repairExample({
    store,
    generator,
    schema,
    example: value,
    direction: 'response',
    key: wish.key,
    about: wish.about,
  })
  if (result.changed.length > 0) {
    const places = listed(result.changed.map((pointer) => pointer || 'the whole body'))
    steps.push(step('note', `The example breaks its schema; replaced: ${places}.`))
  }
  if (!result.valid) {
    steps.push(step('fail', 'The example does not satisfy its schema and cannot be repaired.'))
  }
  return result
}

function generated(wish: BodyWish, parts: BodyParts): MadeBody {
  const { contentType, media } = wish.offer
  const schema = media.schema ?? schemaOfKind(contentType)
  const { mode, key, salt, about, told } = wish
  const request = { direction: 'response', mode, key, about, salt, told } as const
  const result = parts.generator.generate(schema, request)
  const encoded = encodeBody({ contentType, value: result.value, schema, store: parts.store })
  const how =
    mode === 'full' ? '' : mode === 'empty' ? ', with empty lists' : ', required members only'
  const source =
    media.schema === undefined
      ? 'The spec gives no schema; a plain body was made.'
      : `The body is generated from the schema with seed ${parts.seed}${salt === undefined ? '' : `, call ${salt}`}${how}${toldText(told)}.`
  const steps = [step('pass', source)]
  if (result.note !== null) {
    steps.push(step(result.valid ? 'note' : 'fail', result.note))
  }
  const reason = salt === undefined ? 'generated from schema' : 'generated afresh from schema'
  return { ...encoded, value: result.value, generatedFrom: schema, reason, steps }
}

/** Where a fresh body may repeat what it answers. */
function toldText(told: Told | undefined): string {
  const parts = [
    ...(told?.asked === undefined ? [] : ['what the path and the query ask for']),
    ...(told?.sent === undefined ? [] : ['what was sent']),
  ]
  return parts.length === 0 ? '' : `, repeating ${parts.join(' and ')} where its schema allows it`
}

function schemaOfKind(contentType: string): JsonSchema {
  const isText = ['text', 'html', 'csv', 'event-stream'].includes(kindOf(contentType))
  return isText ? { type: 'string' } : { type: 'object' }
}

function step(verdict: TraceStep['verdict'], message: string): TraceStep {
  return { stage: 'body', verdict, message }
}

function listed(places: string[]): string {
  const shown = places.slice(0, 8).join(', ')
  return places.length > 8 ? `${shown} and ${places.length - 8} more` : shown
}

/** Reasons are read in a table cell. */
export function shorten(reason: string, limit = 60): string {
  return reason.length > limit ? `${reason.slice(0, limit - 1)}…` : reason
}
