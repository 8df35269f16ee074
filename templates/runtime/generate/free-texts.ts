import { chooseOne } from './choose-one.ts'
import type { Generation, Place, TextMaker } from './generation.ts'
import { people } from './persons.ts'
import { subjects } from './surroundings.ts'

const list = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Sentences about a thing; `{thing}` is what it is called. */
const descriptions = list(`
  Everything you need to know about this {thing}, in one place.
  A {thing} for everyday use, reviewed and kept up to date by the team.
  This {thing} was set up for the spring launch and is still in use.
  Our most requested {thing}, ready to use from day one.
  A simple {thing} that does one job and does it well.
  Added after feedback from customers, this {thing} replaces the previous one.
  The {thing} we recommend for small and medium-sized teams.
  Used across all regions; please talk to us before changing this {thing}.
`)

const errands = list(`
  Follow up with the customer and confirm the new date.
  Collect feedback from the team and share a short summary.
  Check the numbers once more before the report goes out.
  Update the page so that it matches the new design.
  Write down the steps to reproduce and attach a screenshot.
  Agree on the next steps and add them to the plan.
`)

const remarks = list(`
  Looks good to me, thanks for the quick turnaround!
  Could we move this to next week?
  I checked it again this morning and everything works as expected.
  Thanks for the update. I will get back to you by Friday.
  Great work, this is exactly what we were looking for.
  One small thing: the title still shows the old name.
  Happy to help if you have any questions.
  Let us talk about this in the next meeting.
`)

const notes = list(`
  Please call before delivery.
  Leave at the front desk.
  Prefers contact by email.
  Confirmed by phone.
  Waiting for feedback from the customer.
  Discussed in the weekly meeting.
`)

const reasons = list(`
  Requested by the customer
  No longer needed
  Duplicate entry
  Changed by an administrator
  Part of the regular review
`)

const failures = list(`
  The requested resource could not be found.
  The request could not be processed.
  A required field is missing.
  You do not have permission to perform this action.
  Too many requests. Please try again later.
`)

const successes = list(`
  The request was completed successfully.
  Your changes have been saved.
  Done. Everything is up to date.
`)

const reviews = list(`
  Great value for money, would buy again.
  Friendly staff and a lovely atmosphere.
  Good quality, but delivery took a little longer than expected.
  Does exactly what it promises.
  Better than I expected. Highly recommended!
`)

const payments = list(`
  Monthly subscription
  Office supplies
  Invoice for consulting services
  Team lunch
  Travel expenses
  Annual licence renewal
`)

const files = list(`
  Slides for the kick-off meeting
  Signed copy, sent by email
  Photos from the site visit
  Figures for the last quarter
`)

const bios = list(`
  Designer and cyclist. Coffee first, then everything else.
  Builds things for the web and writes about it.
  Photographer, gardener, early riser.
  Helps teams ship better software.
`)

const paragraphs = list(`
  We started with a simple question: what do people need most on a busy day? The answer shaped everything that follows.
  After months of testing we are happy to share the results. Most teams saved several hours a week, and nobody wanted to go back.
  Here is a short overview of what has changed, why it matters, and how you can get started in a few minutes.
  Good tools stay out of the way. This one does, and the small details make the difference once you use it every day.
`)

const headlines = list(`
  How small teams get more done
  What we learned in our first year
  Five ideas for a better morning
  A closer look at the new release
  Getting started in ten minutes
  Why simple tools win
  The quiet power of good notes
  Behind the scenes of our redesign
`)

const tasks = list(`
  Prepare the quarterly report
  Fix the login on mobile
  Update the onboarding guide
  Review the new homepage
  Plan the spring campaign
  Clean up old test data
  Call the supplier about delivery
  Add dark mode to settings
`)

const slugged = /[^\p{L}\p{N}]+/gu

const error = /(^| )(error|problem|exception|fault|failure|violation|warning|err|issue detail)$/
const result = /(^| )(status|success|response|ok|message|acknowledgement|confirmation|ack)$/
const review = /(^| )(review|rating|testimonial|feedback)$/
const task =
  /(^| )(task|todo|to do|issue|ticket|story|bug|milestone|goal|reminder|action item|work item|subtask|card|checklist)$/
const writing =
  /(^| )(post|article|blog|story|page|news|content|entry|doc|document|chapter|newsletter|topic|thread|discussion|campaign|broadcast|section)$/
const speech = /(^| )(comment|message|reply|answer|chat|conversation|note)$/
const payment =
  /(^| )(payment|transaction|transfer|charge|invoice|refund|payout|expense|bill|order|purchase|fee|credit|debit|deposit|withdrawal|receipt|boleto)$/
const file = /(^| )(file|attachment|upload|folder|asset)$/
const goods = /(^| )(product|item|article|good|sku|variant|offer|merchandise)$/

/** What texts call the thing that they are about. */
function thingOf(place: Place, generation: Generation): string {
  const [thing = ''] = subjects(place, generation)
  const short = thing.split(' ').slice(-2).join(' ')
  return /^[a-z][a-z ]{2,24}$/.test(short) ? short : 'item'
}

function about(place: Place, generation: Generation, pattern: RegExp): boolean {
  return subjects(place, generation).some((subject) => pattern.test(subject))
}

/** A sentence that describes the thing a place is about. */
export const descriptionOf: TextMaker = (place, generation) => {
  if (about(place, generation, error)) return chooseOne(failures, place)
  if (about(place, generation, task)) return chooseOne(errands, place)
  if (about(place, generation, review)) return chooseOne(reviews, place)
  if (about(place, generation, goods) && generation.region.language === 'en') {
    const data = generation.faker(place.random).commerce
    const [adjective, material] = [data.productAdjective(), data.productMaterial()].map((word) =>
      word.toLowerCase(),
    )
    return `Made of ${material} and built to last: a ${adjective} choice for home and office.`
  }
  if (about(place, generation, payment)) return chooseOne(payments, place)
  if (about(place, generation, file)) return chooseOne(files, place)
  if (about(place, generation, people)) return chooseOne(bios, place)
  const thing = thingOf(place, generation)
  const text = chooseOne(descriptions, place).replaceAll('{thing}', thing)
  return /^[aeiou]/.test(thing) ? text.replace(`A ${thing}`, `An ${thing}`) : text
}

/** What somebody says or writes. */
export const remarkOf: TextMaker = (place, generation) => {
  if (about(place, generation, error)) return chooseOne(failures, place)
  if (about(place, generation, review)) return chooseOne(reviews, place)
  return chooseOne(remarks, place)
}

/** What a message says: that something failed, went well, or what somebody wrote. */
export const messageOf: TextMaker = (place, generation) => {
  if (about(place, generation, error)) return chooseOne(failures, place)
  const isChat = place.listed || about(place, generation, speech)
  return isChat && !about(place, generation, result)
    ? chooseOne(remarks, place)
    : chooseOne(successes, place)
}

/** What happened instead of what was asked for. */
export const failureOf: TextMaker = (place) => chooseOne(failures, place)

/** A short note to whoever works with the thing. */
export const noteOf: TextMaker = (place) => chooseOne(notes, place)

/** Why something was done. */
export const reasonOf: TextMaker = (place, generation) =>
  about(place, generation, error) ? chooseOne(failures, place) : chooseOne(reasons, place)

/** A few sentences. */
export const paragraphOf: TextMaker = (place, generation) =>
  about(place, generation, speech) ? remarkOf(place, generation) : chooseOne(paragraphs, place)

/** The title of a thing that is read; null where a thing has a name instead. */
export function titleOf(place: Place, generation: Generation): string | null {
  if (about(place, generation, error))
    return chooseOne(['Not found', 'Bad request', 'Invalid input'], place)
  if (about(place, generation, task)) return chooseOne(tasks, place)
  if (about(place, generation, writing)) return chooseOne(headlines, place)
  return null
}

/** A subject line. */
export const headlineOf: TextMaker = (place, generation) =>
  titleOf(place, generation) ?? chooseOne(headlines, place)

/** How somebody describes themselves. */
export const bioOf: TextMaker = (place) => chooseOne(bios, place)

/** What somebody has to do. */
export const taskOf: TextMaker = (place) => chooseOne(tasks, place)

/** Lower-case letters, digits and dashes, as in addresses of pages. */
export const slugOf = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(slugged, '-')
    .replaceAll(/^-|-$/g, '')
