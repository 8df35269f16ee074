import type { Generation, Place } from './generation.ts'
import { people } from './persons.ts'
import { beyond } from './surroundings.ts'

/** What sentences about a thing depend on. */
export type Topic =
  | 'error'
  | 'review'
  | 'task'
  | 'payment'
  | 'file'
  | 'goods'
  | 'speech'
  | 'result'
  | 'gathering'
  | 'food'
  | 'pet'
  | 'venue'
  | 'fiction'
  | 'writing'
  | 'person'

const signs: readonly (readonly [Topic, RegExp])[] = [
  ['error', /(^| )(error|problem|exception|fault|failure|violation|warning|err|issue detail)$/],
  ['review', /(^| )(review|rating|testimonial|feedback)$/],
  [
    'task',
    /(^| )(task|todo|to do|issue|ticket|user story|bug|milestone|goal|reminder|action item|work item|subtask|card|checklist)$/,
  ],
  [
    'payment',
    /(^| )(payment|transaction|transfer|charge|invoice|refund|payout|expense|bill|order|purchase|fee|credit|debit|deposit|withdrawal|receipt|boleto)$/,
  ],
  ['file', /(^| )(file|attachment|upload|folder|asset)$/],
  ['goods', /(^| )(product|item|article|good|sku|variant|offer|merchandise)$/],
  ['speech', /(^| )(comment|message|reply|answer|chat|conversation|note)$/],
  ['result', /(^| )(status|success|response|ok|acknowledgement|confirmation|ack)$/],
  ['gathering', /(^| )(event|meeting|workshop|conference|webinar|concert|festival|session|talk)$/],
  ['food', /(^| )(recipe|dish|meal|menu item|food|beverage|drink)$/],
  ['pet', /(^| )(pet|dog|cat|animal|horse|puppy|kitten)$/],
  [
    'venue',
    /(^| )(restaurant|hotel|venue|museum|park|station|city|country|location|place|store|shop|property|room|house|listing|airport|office|cafe|apartment)$/,
  ],
  [
    'fiction',
    /(^| )(book|novel|movie|film|show|episode|series|song|track|album|game|podcast|video)$/,
  ],
  [
    'writing',
    /(^| )(post|article|blog|story|page|news|content|entry|doc|document|chapter|newsletter|topic|thread|discussion|campaign|broadcast|section)$/,
  ],
  ['person', people],
]

/** The topic of a thing; null for things that sentences need not tell apart. */
export function topicOf(thing: string): Topic | null {
  return signs.find(([, pattern]) => pattern.test(thing))?.[0] ?? null
}

/** The topic of what a place is about. */
export function topicAt(place: Place, generation: Generation): Topic | null {
  const { names } = generation
  for (let around = place.around; around; around = beyond(around)) {
    for (const subject of around.subjects) {
      const topic = names.topic(subject)
      if (topic !== null) return topic
    }
  }
  return null
}
