import { isDeepStrictEqual } from 'node:util'
import type { TraceStep } from '#contract/log-entry.ts'
import type { DeclaredBuilder } from '../answer/build-declared.ts'
import { type BuiltAnswer, completed } from '../answer/built-answer.ts'
import { type ChosenResponse, isBodiless } from '../answer/choose-response.ts'
import { kindOf } from '../answer/content-kind.ts'
import { encodeBody } from '../answer/encode-body.ts'
import { notAcceptable } from '../answer/ordinary-answers.ts'
import type { Generator } from '../generate/generate-value.ts'
import { repairExample } from '../generate/repair-example.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection, CollectionOperation, Spot } from './collection.ts'
import { type EnvelopeFacts, fillEnvelope } from './fill-envelope.ts'
import { memberAt, withMember } from './item-members.ts'
import type { Item } from './shelves.ts'
import { createSpots } from './spots.ts'
import { createItemViewer } from './view-item.ts'

/** What an answer shows. */
export type Shown = { kind: 'item'; key: string; item: Item } | ({ kind: 'list' } & EnvelopeFacts)

export interface StatedWish {
  collection: Collection
  by: CollectionOperation
  chosen: ChosenResponse
  accept: string | undefined
  shown: Shown
  /** Headers that the state knows better than the spec. */
  headers: (declared: Readonly<Record<string, string>>) => Record<string, string>
  /** False where the body must show the thing; otherwise a body without place for it is the ordinary one. */
  mayBeOrdinary: boolean
  reason: string
}

/** The answer, or why the state cannot give it. `accepted` is false when the client takes no declared type. */
export type StatedResult = { built: BuiltAnswer; accepted: boolean } | { why: string }

/** Puts stored things into the bodies that the spec declares. */
export interface StatedBuilder {
  build(wish: StatedWish, builder: DeclaredBuilder): StatedResult
  /** The item with what its own schema asks for, so that all answers that show it agree. */
  settle(collection: Collection, key: string, item: Item): Item
  /** True when the schema of the items accepts it as it is. */
  isWhole(collection: Collection, key: string, item: Item): boolean
}

export function createStatedBuilder(parts: {
  store: SchemaStore
  generator: Generator
}): StatedBuilder {
  const { store, generator } = parts
  const viewer = createItemViewer(parts)
  const spots = createSpots(store)
  const envelopes = new Map<JsonSchema, unknown>()

  function envelopeOf(schema: JsonSchema, { name }: Collection): unknown {
    if (!envelopes.has(schema)) {
      const request = { direction: 'response', mode: 'full', key: `envelope of ${name}` } as const
      envelopes.set(schema, generator.generate(schema, request).value)
    }
    return envelopes.get(schema)
  }

  /** The body's value with notes on what was made for it, or why there is none. */
  function bodyValue(
    { collection, shown }: StatedWish,
    schema: JsonSchema,
    spot: Spot & { schema: JsonSchema },
  ): { value: unknown; notes: string[] } | { why: string } {
    const notes: string[] = []
    const items: unknown[] = []
    const entries = shown.kind === 'list' ? shown.page.entries : [[shown.key, shown.item] as const]
    for (const [key, item] of entries) {
      const view = viewer.view(item, spot.schema, `${collection.name} ${key}`)
      if (view === null) return { why: `item ${key} cannot satisfy the schema of the answer` }
      if (view.repaired.length > 0) {
        notes.push(
          `Item ${key} did not satisfy the schema; made: ${view.repaired.slice(0, 5).join(', ')}.`,
        )
      }
      items.push(view.value)
    }
    const content = spot.isList ? items : items[0]
    if (spot.at.length === 0) return whole(content, [], schema, notes)
    const envelope = envelopeOf(schema, collection)
    if (!isRecord(envelope)) return { why: 'the envelope around the items cannot be made' }
    const filled = withMember(envelope, spot.at, content)
    return whole(
      shown.kind === 'list' ? fillEnvelope(filled, schema, spot.at, shown, store) : filled,
      spot.at,
      schema,
      notes,
    )
  }

  /** What is around the items may be mended; the items are what they are. */
  function whole(
    value: unknown,
    at: readonly string[],
    schema: JsonSchema,
    notes: string[],
  ): { value: unknown; notes: string[] } | { why: string } {
    const [breach] = store.check(schema, 'response', value)
    if (breach === undefined) return { value, notes }
    const key = 'state answer'
    const repaired = repairExample({
      ...{ store, generator, schema, example: value, direction: 'response', key },
    })
    const isKept = isDeepStrictEqual(memberAt(repaired.value, at), memberAt(value, at))
    if (!repaired.valid || !isKept) {
      return { why: `${breach.pointer || 'the body'} ${breach.message}` }
    }
    const made = `Around the items was mended: ${repaired.changed.slice(0, 5).join(', ')}.`
    return { value: repaired.value, notes: [...notes, made] }
  }

  function build(wish: StatedWish, builder: DeclaredBuilder): StatedResult {
    const { collection, by, chosen, accept, shown, reason } = wish
    const { operation } = by
    const { status, response } = chosen
    const offers = isBodiless(status) ? [] : builder.offers(response)
    if (offers.length === 0) {
      const declared = builder.headers(operation, response, undefined)
      const steps = declared.steps
      const headers = { ...declared.headers, ...wish.headers(declared.headers) }
      return {
        built: completed({ status, headers, content: null, reason, steps }),
        accepted: true,
      }
    }
    const chosenOffer = builder.offer({ chosen, accept, whenUnacceptable: 'refuse' })
    if (chosenOffer === null) {
      return { built: notAcceptable(operation, chosen, accept ?? '', builder), accepted: false }
    }
    const { offer, step } = chosenOffer
    const { schema } = offer.media
    const isStructured = ['json', 'xml', 'yaml'].includes(kindOf(offer.contentType))
    const spot = isStructured ? spots.find(collection, by, schema, shown.kind) : null
    if (spot === null) return ordinary(wish, builder)
    const made = bodyValue(wish, schema ?? true, spot)
    if ('why' in made) return made
    const content = encodeBody({
      ...{ contentType: offer.contentType, value: made.value, schema, store },
    })
    const declared = builder.headers(operation, response, made.value)
    const notes = made.notes.map(
      (message): TraceStep => ({ stage: 'body', verdict: 'note', message }),
    )
    return {
      built: completed({
        status,
        headers: { ...declared.headers, ...wish.headers(declared.headers) },
        content,
        reason,
        steps: [step, ...notes, ...declared.steps],
      }),
      accepted: true,
    }
  }

  /** A body that has no place for the thing, such as `{"success": true}`. */
  function ordinary(wish: StatedWish, builder: DeclaredBuilder): StatedResult {
    const { by, chosen, accept, mayBeOrdinary, reason } = wish
    if (!mayBeOrdinary)
      return { why: 'the body that the client accepts has no place for the items' }
    const { operation } = by
    const built = builder.build({
      ...{ operation, chosen, accept, whenUnacceptable: 'send', allowExamples: true, mode: 'full' },
    })
    if (built === null) return { why: 'nothing can be sent' }
    const headers = { ...built.headers, ...wish.headers(built.headers) }
    return { built: { ...built, headers, reason }, accepted: true }
  }

  return {
    build,
    settle({ name, itemSchema }, key, item) {
      const view = viewer.view(item, itemSchema, `${name} ${key}`)
      const isMended = view !== null && view.repaired.length > 0 && isRecord(view.value)
      return isMended ? { ...item, ...Object(view.value) } : item
    },
    isWhole: ({ name, itemSchema }, key, item) =>
      viewer.view(item, itemSchema, `${name} ${key}`)?.repaired.length === 0,
  }
}
