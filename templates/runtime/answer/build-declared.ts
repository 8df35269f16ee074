import type { TraceStep } from '#contract/log-entry.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { Operation, Response } from '#engine/specs/mock-api.ts'
import type { Generator } from '../generate/generate-value.ts'
import { negotiate } from '../request/negotiate.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { agreeWithError } from './agree-with-error.ts'
import { type MadeHeaders, makeHeaders } from './answer-headers.ts'
import { createAnswerMemory } from './answer-memory.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { type BuiltAnswer, completed } from './built-answer.ts'
import { type ChosenResponse, chooseSuccess, isBodiless } from './choose-response.ts'
import { encodeBody } from './encode-body.ts'
import { type ErrorOccasion, occasionOf } from './error-occasion.ts'
import { type GenerateMode, type MadeBody, makeBody } from './make-body.ts'
import { type Offer, offersOf } from './offer-types.ts'
import { createToldReader, type RequestFacts } from './told-by-request.ts'

export interface BuilderParts {
  store: SchemaStore
  generator: Generator
  settings: ServerSettings
}

export interface DeclaredWish {
  operation: Operation
  chosen: ChosenResponse
  /** The client's `Accept`. */
  accept: string | undefined
  /** What happens when the client accepts none of the declared types. */
  whenUnacceptable: 'refuse' | 'send'
  /** Name of a declared example; it exists. */
  example?: string | undefined
  allowExamples: boolean
  mode: GenerateMode
  /** Number of the call, for answers that are fresh each time. */
  salt?: number | undefined
  /** The request, for fresh answers to repeat what it says; null for a preview. */
  subject?: RequestFacts | null
  /** What a generated error has to say of the request; left out where only its status is known. */
  occasion?: ErrorOccasion
}

export interface DeclaredBuilder {
  /** The declared answer; null when the client accepts none of its types. */
  build(wish: DeclaredWish): BuiltAnswer | null
  /** The type the answer would have, with how it was chosen; null when nothing fits or nothing is declared. */
  offer(wish: Pick<DeclaredWish, 'chosen' | 'accept' | 'whenUnacceptable'>): ChosenOffer | null
  /** The response to a request that nothing is wrong with; null when nothing usable is declared. */
  success(operation: Operation): ChosenResponse | null
  /** Every type that can be sent for a response. */
  offers(response: Response): readonly Offer[]
  /** Declared headers for a body that comes from elsewhere. */
  headers(operation: Operation, response: Response, body: unknown): MadeHeaders
}

export interface ChosenOffer {
  offer: Offer
  step: TraceStep
}

/** What is remembered of an answer whatever its status code and the client's `Accept`. */
interface Content {
  made: MadeBody | null
  headers: MadeHeaders
}

/** Values of `Accept` for which the offer of a response is kept; real clients send a handful. */
const acceptsKept = 12

const noHeaders: MadeHeaders = { headers: {}, steps: [] }
const deprecatedOnly: MadeHeaders = { headers: { Deprecation: 'true' }, steps: [] }

/** Builds answers from what a spec declares. What does not change from call to call is made once. */
export function createDeclaredBuilder(parts: BuilderParts): DeclaredBuilder {
  const { store, generator, settings } = parts
  const toldReader = createToldReader(store)
  const offersByResponse = new WeakMap<Response, readonly Offer[]>()
  const chosenOffers = createAnswerMemory<ChosenOffer | null>(acceptsKept)
  const successes = new WeakMap<Operation, ChosenResponse | null>()
  const contents = createBoundedCache<Content>({
    entries: 5_000,
    weight: 67_108_864,
    weigh: ({ made }) => 500 + (made?.body.length ?? 0),
  })

  function offers(response: Response): readonly Offer[] {
    let found = offersByResponse.get(response)
    if (found === undefined) {
      found = offersOf(response.content, store)
      offersByResponse.set(response, found)
    }
    return found
  }

  function success(operation: Operation): ChosenResponse | null {
    let chosen = successes.get(operation)
    if (chosen === undefined) {
      chosen = chooseSuccess(operation)
      successes.set(operation, chosen)
    }
    return chosen
  }

  function headers(
    operation: Operation,
    response: Response,
    body: unknown,
    salt?: number,
  ): MadeHeaders {
    if (response.headers.length === 0) return operation.deprecated ? deprecatedOnly : noHeaders
    const made = makeHeaders(response.headers, {
      store,
      generator,
      examples: settings.examples,
      cors: settings.cors,
      context: { path: operation.path, body },
      key: keyOf(operation, response),
      salt,
    })
    const isSaid = Object.keys(made.headers).some((name) => /^deprecation$/i.test(name))
    return operation.deprecated && !isSaid
      ? { ...made, headers: { ...made.headers, Deprecation: 'true' } }
      : made
  }

  function toldOf({ operation, chosen, salt, subject }: DeclaredWish, { media }: Offer) {
    const isAbout = salt !== undefined && subject && chosen.status < 400
    return isAbout && media.schema !== undefined
      ? toldReader.read(operation, media.schema, subject)
      : undefined
  }

  function makeContent(wish: DeclaredWish, offer: Offer | null): Content {
    const { operation, chosen, example, allowExamples, mode, salt } = wish
    const made =
      offer === null
        ? null
        : makeBody(
            {
              offer,
              example,
              allowExamples,
              mode,
              salt,
              about: operation.path,
              told: toldOf(wish, offer),
              key: keyOf(operation, chosen.response),
            },
            { store, generator, seed: settings.seed, examples: settings.examples },
          )
    return { made, headers: headers(operation, chosen.response, made?.value, salt) }
  }

  /** The same body, if it is a generated one, with the occasion told in it. */
  function telling(made: MadeBody | null, occasion: ErrorOccasion): MadeBody | null {
    const schema = made?.generatedFrom
    if (made === null || schema === undefined) {
      return made
    }
    const value = agreeWithError(made.value, occasion, { schema, store })
    if (value === made.value) {
      return made
    }
    return {
      ...made,
      ...encodeBody({ contentType: made.contentType, value, schema, store }),
      value,
    }
  }

  function contentOf(wish: DeclaredWish, offer: Offer | null): Content {
    if (wish.salt !== undefined) {
      return makeContent(wish, offer)
    }
    const { operation, chosen, example, allowExamples, mode } = wish
    const key = JSON.stringify([
      keyOf(operation, chosen.response),
      offer?.contentType,
      offer === null ? 0 : offers(chosen.response).indexOf(offer),
      example,
      allowExamples,
      mode,
    ])
    let content = contents.get(key)
    if (content === undefined) {
      content = makeContent(wish, offer)
      contents.set(key, content)
    }
    return content
  }

  type OfferWish = Pick<DeclaredWish, 'chosen' | 'accept' | 'whenUnacceptable'>

  function offer(wish: OfferWish): ChosenOffer | null {
    const { chosen, accept = '', whenUnacceptable } = wish
    const key = `${whenUnacceptable} ${accept}`
    return chosenOffers.recall(chosen.response, key, () => chooseOffer(wish))
  }

  function chooseOffer({ chosen, accept, whenUnacceptable }: OfferWish): ChosenOffer | null {
    const available = offers(chosen.response)
    const [first] = available
    if (first === undefined) {
      return null
    }
    if (accept === undefined || accept === '*/*') {
      const why = available.length === 1 ? 'the only type' : 'the client accepts any type'
      return { offer: first, step: step('pass', `The body is ${first.contentType}: ${why}.`) }
    }
    const found =
      acceptable(
        accept,
        available.filter(({ isSpare }) => !isSpare),
      ) ?? acceptable(accept, available)
    if (found !== undefined) {
      return {
        offer: found,
        step: step('pass', `The body is ${found.contentType}: the best of what Accept allows.`),
      }
    }
    return whenUnacceptable === 'refuse'
      ? null
      : {
          offer: first,
          step: step(
            'note',
            `The body is ${first.contentType}, although Accept does not allow it.`,
          ),
        }
  }

  return {
    offer,
    success,
    offers,
    headers,
    build(wish) {
      const { status, response } = wish.chosen
      const hasContent = !isBodiless(status) && offers(response).length > 0
      const chosenOffer = hasContent ? offer(wish) : null
      if (hasContent && chosenOffer === null) {
        return null
      }
      const content = contentOf(wish, chosenOffer?.offer ?? null)
      const declared = content.headers
      const made =
        status < 400
          ? content.made
          : telling(content.made, wish.occasion ?? occasionOf(status, wish.operation))
      const steps = [
        ...(chosenOffer === null ? [] : [chosenOffer.step]),
        ...(made?.steps ?? (isBodiless(status) ? [] : [noBody(response)])),
        ...declared.steps,
      ]
      const reason = made?.reason ?? `status ${status} without a body`
      return completed({ status, headers: declared.headers, content: made, reason, steps })
    },
  }
}

function acceptable(accept: string, offers: readonly Offer[]): Offer | undefined {
  const types = offers.map(({ contentType }) => contentType)
  const wanted = negotiate(accept, types)
  return offers.find(({ contentType }) => contentType === wanted)
}

function keyOf(operation: Operation, response: Response): string {
  return `${operation.id} ${response.status}`
}

function noBody(response: Response): TraceStep {
  const message = `The spec declares no body for ${response.status}.`
  return { stage: 'body', verdict: 'pass', message }
}

function step(verdict: TraceStep['verdict'], message: string): TraceStep {
  return { stage: 'negotiate', verdict, message }
}
