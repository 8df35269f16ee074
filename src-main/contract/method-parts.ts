import { oc } from '@orpc/contract'
import { z } from 'zod'
import { type ErrorCode, errorCodes, errorDataSchema } from './errors.ts'
import { scenarioNameSchema } from './scenario.ts'

type ErrorMap = {
  [Code in ErrorCode]: { status: number; data: z.ZodOptional<typeof errorDataSchema> }
}

// The entries are those of `errorCodes`; `Object.fromEntries` only forgets their names.
const errorMap = Object.fromEntries(
  Object.entries(errorCodes).map(([code, { status }]) => [
    code,
    { status, data: errorDataSchema.optional() },
  ]),
) as ErrorMap

/** What every method begins with: the closed list of failures. */
export const base = oc.errors(errorMap)

export const ofServer = z.object({ serverId: z.string() })
export const ofScenario = ofServer.extend({ name: scenarioNameSchema })

/** Output of a method whose success says it all. */
export const done = z.object({})
