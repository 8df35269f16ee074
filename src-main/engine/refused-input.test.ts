import { call, os } from '@orpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { refusedInput } from './refused-input.ts'

const schema = z.object({
  settings: z.object({
    port: z.number().max(65_535).optional(),
    validate: z.enum(['enforce', 'warn']).optional(),
    name: z.string().min(2).optional(),
    delay: z.union([z.number(), z.strictObject({ max: z.number().max(9) })]).optional(),
  }),
  source: z.discriminatedUnion('from', [
    z.object({ from: z.literal('text'), text: z.string() }),
    z.object({ from: z.literal('path') }),
  ]),
  rules: z.array(z.object({ status: z.int() })).optional(),
})

async function messageFor(input: object): Promise<string | undefined> {
  const procedure = os.input(schema).handler(() => null)
  const given = { settings: {}, source: { from: 'path' }, ...input }
  // What is wrong with it is what the tests are about.
  const sent = call(procedure, given as z.infer<typeof schema>)
  return sent.then(
    () => undefined,
    (error: unknown) => refusedInput(error)?.message,
  )
}

test.each([
  [{ settings: { port: 70_000 } }, 'settings.port must be at most 65535'],
  [{ settings: { port: 'x' } }, 'settings.port must be a number'],
  [{ settings: { validate: 'no' } }, 'settings.validate must be one of enforce, warn'],
  [{ settings: { name: 'a' } }, 'settings.name must have at least 2 characters'],
  [{ settings: undefined }, 'settings is missing'],
  [{ settings: { delay: { max: 10 } } }, 'settings.delay.max must be at most 9'],
  [{ settings: { delay: 'soon' } }, 'settings.delay has a shape that is not known'],
  [{ source: { from: 'moon' } }, 'source.from must be one of text, path'],
  [{ source: { from: 'text' } }, 'source.text is missing'],
  [{ rules: [{ status: 1 }, { status: 1.5 }] }, 'rules[1].status must be an integer'],
])('%j is refused by the name of what is wrong', async (input, reason) => {
  expect(await messageFor(input)).toBe(
    `Cannot use what was given: ${reason}. Correct it and try again.`,
  )
})

test('several wrong members are named together, and the rest of many counted', async () => {
  const message = await messageFor({ rules: Array.from({ length: 7 }, () => ({ status: 'x' })) })
  expect(message).toContain('rules[0].status must be a number; rules[1].status')
  expect(message).toContain('rules[4].status must be a number; and 2 more. Correct')
})

test('input that fits is not spoken of, and neither are other failures', async () => {
  expect(await messageFor({})).toBeUndefined()
  expect(refusedInput(new Error('disk full'))).toBeNull()
})
