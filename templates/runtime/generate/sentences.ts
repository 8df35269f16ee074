import type { Topic } from './topics.ts'

const list = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Sentences about a thing; `{thing}` is what it is called. */
export const descriptions = list(`
  Everything you need to know about this {thing}, in one place.
  A {thing} for everyday use, reviewed and kept up to date by the team.
  This {thing} was set up for the spring launch and is still in use.
  Our most requested {thing}, ready to use from day one.
  A simple {thing} that does one job and does it well.
  Added after feedback from customers, this {thing} replaces the previous one.
  The {thing} we recommend to start with.
  Used across all regions; please talk to us before changing this {thing}.
`)

/** What there is to do, in a sentence. */
const errands = list(`
  Follow up with the customer and confirm the new date.
  Collect feedback from the team and share a short summary.
  Check the numbers once more before the report goes out.
  Update the page so that it matches the new design.
  Write down the steps to reproduce and attach a screenshot.
  Agree on the next steps and add them to the plan.
`)

/** What people write to each other. */
export const remarks = list(`
  Looks good to me, thanks for the quick turnaround!
  Could we move this to next week?
  I checked it again this morning and everything works as expected.
  Thanks for the update. I will get back to you by Friday.
  Great work, this is exactly what we were looking for.
  One small thing: the title still shows the old name.
  Happy to help if you have any questions.
  Let us talk about this in the next meeting.
`)

/** Notes to whoever works with a thing. */
export const notes = list(`
  Please call before delivery.
  Leave at the front desk.
  Prefers contact by email.
  Confirmed by phone.
  Waiting for feedback from the customer.
  Discussed in the weekly meeting.
`)

/** Why something was done. */
export const reasons = list(`
  Requested by the customer
  No longer needed
  Duplicate entry
  Changed by an administrator
  Part of the regular review
`)

/** Why a request failed. */
export const failures = list(`
  The requested resource could not be found.
  The request could not be processed.
  A required field is missing.
  You do not have permission to perform this action.
  Too many requests. Please try again later.
`)

/** That a request went well. */
export const successes = list(`
  The request was completed successfully.
  Your changes have been saved.
  Done. Everything is up to date.
`)

/** What buyers and guests say. */
export const reviews = list(`
  Great value for money, would buy again.
  Friendly staff and a lovely atmosphere.
  Good quality, but delivery took a little longer than expected.
  Does exactly what it promises.
  Better than I expected. Highly recommended!
`)

/** What money was paid for. */
const payments = list(`
  Monthly subscription
  Office supplies
  Invoice for consulting services
  Team lunch
  Travel expenses
  Annual licence renewal
`)

/** What files are. */
const files = list(`
  Slides for the kick-off meeting
  Signed copy, sent by email
  Photos from the site visit
  Figures for the last quarter
`)

/** How people describe themselves. */
export const bios = list(`
  Designer and cyclist. Coffee first, then everything else.
  Builds things for the web and writes about it.
  Photographer, gardener, early riser.
  Helps teams ship better software.
`)

/** The beginnings of longer texts. */
export const paragraphs = list(`
  We started with a simple question: what do people need most on a busy day? The answer shaped everything that follows.
  After months of testing we are happy to share the results. Most teams saved several hours a week, and nobody wanted to go back.
  Here is a short overview of what has changed, why it matters, and how you can get started in a few minutes.
  Good tools stay out of the way. This one does, and the small details make the difference once you use it every day.
`)

/** Titles of what is read. */
export const headlines = list(`
  How small teams get more done
  What we learned in our first year
  Five ideas for a better morning
  A closer look at the new release
  Getting started in ten minutes
  Why simple tools win
  The quiet power of good notes
  Behind the scenes of our redesign
`)

/** Titles of what is to be done. */
export const tasks = list(`
  Prepare the quarterly report
  Fix the login on mobile
  Update the onboarding guide
  Review the new homepage
  Plan the spring campaign
  Clean up old test data
  Call the supplier about delivery
  Add dark mode to settings
`)

/** Descriptions of things of some topics. */
export const topical: Partial<Record<Topic, string[]>> = {
  error: failures,
  task: errands,
  review: reviews,
  payment: payments,
  file: files,
  person: bios,
  fiction: list(`
      A quiet story about family, memory and the sea.
      Two strangers meet on a night train, and nothing is the same after.
      A warm and funny look at life in a small town.
      Fast, clever and full of surprises until the end.
    `),
  venue: list(`
      A quiet place near the centre, ten minutes from the station.
      Bright rooms, friendly people and a view over the river.
      Open all year, with parking in front of the door.
    `),
  gathering: list(`
      Join us for an evening of talks, demos and good company.
      A hands-on afternoon for beginners; no preparation needed.
      Doors open half an hour before the start.
    `),
  food: list(`
      A simple dish with fresh ingredients, ready in half an hour.
      Slowly cooked, served with bread and a green salad.
      Light, fresh and just a little spicy.
    `),
  pet: list(`
      Playful, friendly and good with children.
      A calm companion who likes long walks.
      Curious and clever; needs a little time with strangers.
    `),
}
