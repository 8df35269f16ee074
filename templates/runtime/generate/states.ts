import { chooseOne } from './choose-one.ts'
import type { TextMaker } from './generation.ts'
import { kindWord } from './plain-words.ts'
import { subjects } from './surroundings.ts'

/** The states that things go through, by a word of what they are called. */
const states: readonly (readonly [RegExp, string[]])[] = [
  [/(order|shipment|delivery|parcel|fulfillment|package)$/, ['processing', 'shipped', 'delivered']],
  [
    /(payment|invoice|charge|refund|transaction|transfer|payout|bill|checkout)$/,
    ['paid', 'pending', 'refunded'],
  ],
  [/(task|issue|ticket|todo|case|bug|story|incident|card)$/, ['open', 'in_progress', 'done']],
  [
    /(job|build|run|pipeline|deployment|check|workflow|export|import|upload|migration|sync|batch|operation|report)$/,
    ['completed', 'running', 'queued'],
  ],
  [
    /(post|article|page|content|document|draft|campaign|listing|version)$/,
    ['published', 'draft', 'scheduled'],
  ],
  [
    /(booking|reservation|appointment|ticket sale|attendee|registration|event)$/,
    ['confirmed', 'pending', 'cancelled'],
  ],
  [/(pet|product|item|seat|room|vehicle)$/, ['available', 'reserved', 'sold']],
  [
    /(server|service|node|instance|host|device|machine|cluster|pod|container|sensor)$/,
    ['running', 'healthy', 'stopped'],
  ],
  [
    /(application|request|approval|claim|review|proposal|order request|expense)$/,
    ['approved', 'pending', 'in_review'],
  ],
  [/(error|problem|response|health)$/, ['ok']],
]

const usual = ['active', 'pending', 'active', 'completed']

/** The state of the thing that a place is about. */
export const statusOf: TextMaker = (place) => {
  const [thing = ''] = subjects(place)
  const known = states.find(([pattern]) => pattern.test(thing))?.[1] ?? usual
  return (
    known[(place.random.integer(0, known.length - 1) + place.variant) % known.length] ?? 'active'
  )
}

/** What sort of thing a place is about; `type` of a card is a card's, of an error an error's. */
export const kindOf: TextMaker = (place) => {
  const [thing = ''] = subjects(place)
  const known = sorts.find(([pattern]) => pattern.test(thing))?.[1]
  if (!known) return kindWord(place)
  return chooseOne(known, place)
}

const sorts: readonly (readonly [RegExp, string[]])[] = [
  [/(card|payment method|payment source)$/, ['visa', 'mastercard']],
  [/(file|attachment|document|upload)$/, ['pdf', 'image', 'spreadsheet']],
  [/(address)$/, ['home', 'work', 'billing']],
  [/(phone|email|contact|contact point)$/, ['work', 'home', 'mobile']],
  [/(user|member|account|customer)$/, ['user', 'admin', 'guest']],
  [/(event|webhook|activity|notification|audit log|log)$/, ['created', 'updated', 'deleted']],
  [/(error|problem)$/, ['invalid_request', 'not_found']],
  [/(field|column|property|attribute|parameter|variable|question)$/, ['text', 'number', 'date']],
  [/(message|block|content|section)$/, ['text', 'image', 'link']],
  [/(device|machine)$/, ['phone', 'tablet', 'desktop']],
  [/(vehicle|car)$/, ['car', 'van', 'bike']],
  [/(room|seat)$/, ['single', 'double', 'suite']],
  [/(ticket)$/, ['general', 'student', 'senior']],
  [/(pet|animal)$/, ['dog', 'cat', 'rabbit']],
]
