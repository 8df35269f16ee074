import { isDeepStrictEqual } from 'node:util'
import type { TraceStep } from '#contract/log-entry.ts'
import type { DeclaredBuilder } from '../answer/build-declared.ts'
import { type BuiltAnswer, completed } from '../answer/built-answer.ts'
import { type ChosenResponse, isBodiless } from '../answer/choose-response.ts'
import { kindOf } from '../answer/content-kind.ts'
import { type EncodedBody, encodeBody } from '../answer/encode-body.ts'
import type { Offer } from '../answer/offer-types.ts'
import { notAcceptable } from '../answer/ordinary-answers.ts'
import { shapeOfSchema } from '../answer/schema-parts.ts'
import type { Generator } from '../generate/generate-value.ts'
import { repairExample } from '../generate/repair-example.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { placeholder, schemaAround, textAround } from './body-frame.ts'
import type { Collection, CollectionOperation, Spot } from './collection.ts'
import { createEnvelopeFiller, type EnvelopeFacts } from './fill-envelope.ts'
import { memberAt, withMember } from './item-members.ts'
import type { Spots } from './spots.ts'
import { itemValue, type ShelfItem } from './stored-item.ts'
import type { ItemViewer } from './view-item.ts'

/** What an answer shows. */
export type Shown =
  | { kind: 'item'; items: readonly ShelfItem[] }
  | ({ kind: 'list' } & EnvelopeFacts)

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
}

/** Where and how an answer of one type shows things. */
interface Place {
  spot: (Spot & { schema: JsonSchema }) | null
  isJson: boolean
  schema: JsonSchema
  /** For bodies whose items were checked; null where the body has to be checked with its items. */
  around: JsonSchema | null
  /** The text around a single thing, where it is always the same; undefined until it is needed. */
  frame: readonly [before: string, after: string] | null | undefined
}

/** A body, with what was made for it. `value` gives the body again, for headers that speak of it. */
interface MadeBody extends EncodedBody {
  value: () => unknown
  notes: readonly string[]
}

const nothing: readonly string[] = []

/** Shapes of bodies that can be an id. */
const single: ReadonlySet<string> = new Set(['string', 'scalar'])

export function createStatedBuilder(parts: {
  store: SchemaStore
  generator: Generator
  viewer: ItemViewer
  spots: Spots
}): StatedBuilder {
  const { store, generator, viewer, spots } = parts
  const envelopes = new Map<JsonSchema, unknown>()
  const places = new WeakMap<Offer, Map<CollectionOperation, Place>>()
  const fillEnvelope = createEnvelopeFiller(store)

  function envelopeOf(schema: JsonSchema, { name }: Collection): unknown {
    if (!envelopes.has(schema)) {
      const request = { direction: 'response', mode: 'full', key: `envelope of ${name}` } as const
      envelopes.set(schema, generator.generate(schema, request).value)
    }
    return envelopes.get(schema)
  }

  function placeIn(offer: Offer, { collection, by, shown }: StatedWish): Place {
    const known = places.get(offer) ?? new Map<CollectionOperation, Place>()
    places.set(offer, known)
    let place = known.get(by)
    if (place === undefined) {
      const schema = offer.media.schema ?? true
      const kind = kindOf(offer.contentType)
      const isStructured = kind === 'json' || kind === 'xml' || kind === 'yaml'
      const spot = isStructured ? spots.find(collection, by, offer.media.schema, shown.kind) : null
      const isJson = kind === 'json'
      const around =
        spot === null || !isJson ? null : schemaAround(schema, spot.at, spot.isList, store)
      place = { spot, isJson, schema, around, frame: undefined }
      known.set(by, place)
    }
    return place
  }

  /** Puts the texts of things that were checked into the text around them; null where that cannot be done. */
  function framed({ collection, shown }: StatedWish, place: Place, texts: string[]): string | null {
    const { around, spot, schema } = place
    if (around === null || spot === null) return null
    if (shown.kind === 'item') {
      if (texts.length > 1) return null
      if (place.frame === undefined) {
        place.frame = frameOf(spot.isList ? [placeholder] : placeholder, place, collection)
      }
      const [text = ''] = texts
      return place.frame === null ? null : place.frame[0] + text + place.frame[1]
    }
    const dummies: unknown[] = new Array(texts.length).fill(0)
    const list = `[${texts.join(',')}]`
    if (spot.at.length === 0) return store.isValid(around, 'response', dummies) ? list : null
    const envelope = envelopeOf(schema, collection)
    if (!isRecord(envelope)) return null
    const filled = fillEnvelope(withMember(envelope, spot.at, placeholder), schema, spot.at, shown)
    if (!isRecord(filled)) return null
    if (!store.isValid(around, 'response', withMember(filled, spot.at, dummies))) return null
    const frame = textAround(filled)
    return frame === null ? null : frame[0] + list + frame[1]
  }

  function frameOf(
    content: unknown,
    { around, spot, schema }: Place,
    collection: Collection,
  ): readonly [string, string] | null {
    if (around === null || spot === null) return null
    const envelope = spot.at.length === 0 ? {} : envelopeOf(schema, collection)
    if (!isRecord(envelope)) return null
    const body = spot.at.length === 0 ? content : withMember(envelope, spot.at, content)
    return store.isValid(around, 'response', body) ? textAround(body) : null
  }

  /** The body, or why there is none. */
  function makeBody(wish: StatedWish, place: Place, offer: Offer): MadeBody | { why: string } {
    const { collection, shown } = wish
    const spot = place.spot ?? { at: [], schema: true }
    let notes = nothing
    const texts: string[] = []
    for (const item of shown.kind === 'list' ? shown.page.items : shown.items) {
      const { text, repaired } = viewer.view(item, spot.schema, collection.name)
      if (text === null) return { why: `item ${item.key} cannot satisfy the schema of the answer` }
      if (repaired.length > 0) {
        const made = repaired.slice(0, 5).join(', ')
        notes = [...notes, `Item ${item.key} did not satisfy the schema; made: ${made}.`]
      }
      texts.push(text)
    }
    const { contentType } = offer
    const text = place.isJson ? framed(wish, place, texts) : null
    if (text !== null) {
      const body = Buffer.from(text, 'utf8')
      return { body, text: null, contentType, value: () => JSON.parse(text), notes }
    }
    const items = texts.map((each): unknown => JSON.parse(each))
    const checked = checkedBody(wish, place, items, notes)
    if ('why' in checked) return checked
    const { schema } = offer.media
    const encoded = encodeBody({ contentType, value: checked.value, schema, store })
    return { ...encoded, value: () => checked.value, notes: checked.notes }
  }

  function checkedBody(
    { collection, shown }: StatedWish,
    { spot, schema }: Place,
    items: readonly unknown[],
    notes: readonly string[],
  ): { value: unknown; notes: readonly string[] } | { why: string } {
    const { at, isList } = spot ?? { at: [], isList: false }
    if (!isList && items.length > 1) return { why: 'the answer has a place for one item only' }
    const content = isList ? items : items[0]
    if (at.length === 0) return whole(content, [], schema, notes)
    const envelope = envelopeOf(schema, collection)
    if (!isRecord(envelope)) return { why: 'the envelope around the items cannot be made' }
    const filled = withMember(envelope, at, content)
    const told = shown.kind === 'list' ? fillEnvelope(filled, schema, at, shown) : filled
    return whole(told, at, schema, notes)
  }

  /** What is around the items may be mended; the items are what they are. */
  function whole(
    value: unknown,
    at: readonly string[],
    schema: JsonSchema,
    notes: readonly string[],
  ): { value: unknown; notes: readonly string[] } | { why: string } {
    const [breach] = store.check(schema, 'response', value)
    if (breach === undefined) return { value, notes }
    const key = 'state answer'
    const repaired = repairExample({
      store,
      generator,
      schema,
      example: value,
      direction: 'response',
      key,
    })
    const isKept = isDeepStrictEqual(memberAt(repaired.value, at), memberAt(value, at))
    if (!repaired.valid || !isKept) {
      return { why: `${breach.pointer || 'the body'} ${breach.message}` }
    }
    const made = `Around the items was mended: ${repaired.changed.slice(0, 5).join(', ')}.`
    return { value: repaired.value, notes: [...notes, made] }
  }

  function build(wish: StatedWish, builder: DeclaredBuilder): StatedResult {
    const { by, chosen, accept, reason } = wish
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
    const place = placeIn(offer, wish)
    const isShown = place.spot !== null && !isCleared(wish, place.spot)
    const content = isShown ? makeBody(wish, place, offer) : bareId(wish, offer)
    if (content === null) return ordinary(wish, builder)
    if ('why' in content) return content
    const body = response.headers.length === 0 ? undefined : content.value()
    const declared = builder.headers(operation, response, body)
    const notes = content.notes.map(
      (message): TraceStep => ({ stage: 'body', verdict: 'note', message }),
    )
    const steps = [step, ...notes, ...declared.steps]
    const headers = { ...declared.headers, ...wish.headers(declared.headers) }
    return { built: completed({ status, headers, content, reason, steps }), accepted: true }
  }

  /** The id of what was created, where the answer is a single value of which the spec shows no example; else null. */
  function bareId({ collection, by, shown }: StatedWish, offer: Offer): MadeBody | null {
    const [item, ...more] = shown.kind === 'item' && by.role === 'create' ? shown.items : []
    const { schema, examples } = offer.media
    const isJson = kindOf(offer.contentType) === 'json'
    if (item === undefined || more.length > 0 || collection.id === null || !isJson) return null
    const shape = shapeOfSchema(schema, store)
    if (schema === undefined || examples.length > 0 || !single.has(shape)) return null
    const id = memberAt(itemValue(item), collection.id.at)
    if (!store.isValid(schema, 'response', id)) return null
    const encoded = encodeBody({ contentType: offer.contentType, value: id, schema, store })
    return { ...encoded, value: () => id, notes: nothing }
  }

  /** True where one thing would be shown and none or many were taken away. */
  function isCleared({ by, shown }: StatedWish, { isList }: Spot): boolean {
    return by.role === 'remove' && shown.kind === 'item' && shown.items.length !== 1 && !isList
  }

  /** A body that has no place for the thing, such as `{"success": true}`. */
  function ordinary(wish: StatedWish, builder: DeclaredBuilder): StatedResult {
    const { by, chosen, accept, mayBeOrdinary, reason } = wish
    if (!mayBeOrdinary)
      return { why: 'the body that the client accepts has no place for the items' }
    const { operation } = by
    const built = builder.build({
      operation,
      chosen,
      accept,
      whenUnacceptable: 'send',
      allowExamples: true,
      mode: 'full',
    })
    if (built === null) return { why: 'nothing can be sent' }
    const headers = { ...built.headers, ...wish.headers(built.headers) }
    return { built: { ...built, headers, reason }, accepted: true }
  }

  return { build }
}
