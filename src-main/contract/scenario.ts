import { z } from 'zod'
import { longestScenarioName, scenarioNamePattern } from './scenario-name.ts'

/** Lower-case words joined by hyphens; it is also the file name of the scenario in its project. */
export const scenarioNameSchema = z
  .string()
  .regex(scenarioNamePattern, 'use lower-case letters, digits and single hyphens')
  .max(longestScenarioName)

/** A value is compared as text. An object asks for more than equality; all its members must hold. */
export const matcherSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({
    equals: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
    contains: z.string().optional(),
    /** A JavaScript regular expression with the `u` flag, tested against the whole value unanchored. */
    matches: z.string().optional(),
    /** true: must be there, false: must be absent. */
    present: z.boolean().optional(),
  }),
])
export type Matcher = z.infer<typeof matcherSchema>

/** A fixed number of milliseconds, or a uniformly drawn one. */
export const delaySchema = z.union([
  z.number().min(0).max(600_000),
  z.object({ min: z.number().min(0).max(600_000), max: z.number().min(0).max(600_000) }),
])
export type Delay = z.infer<typeof delaySchema>

export const conditionSchema = z.object({
  /** Operation id. Without it and without method and path, the rule applies to every operation. */
  operation: z.string().optional(),
  method: z.string().optional(),
  /** Path template as in the spec. */
  path: z.string().optional(),
  params: z.record(z.string(), matcherSchema).optional(),
  query: z.record(z.string(), matcherSchema).optional(),
  headers: z.record(z.string(), matcherSchema).optional(),
  /** JSON pointers into the request body. */
  body: z.record(z.string(), matcherSchema).optional(),
})
export type Condition = z.infer<typeof conditionSchema>

const answerFields = {
  /** Any declared or undeclared code; without it the operation's own success. */
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** JSON value sent as it is. Without `body`, `text` and `example` the body comes from the declared schema. */
  body: z.json().optional(),
  /** Body sent as text, for media types that are not JSON. */
  text: z.string().optional(),
  /** Name of a declared example. */
  example: z.string().optional(),
  /** How to generate: `full` as usual, `minimal` only what is required, `empty` with every list empty. */
  generate: z.enum(['full', 'minimal', 'empty']).optional(),
  delay: delaySchema.optional(),
  /** `close` ends the connection without an answer, `truncate` sends half of it, `malformed` breaks the JSON. */
  fault: z.enum(['close', 'truncate', 'malformed']).optional(),
}

const simpleAnswerSchema = z.object(answerFields)
export const answerSchema = z.object({
  ...answerFields,
  /** Answers given in turn, starting again after the last; each overrides the fields beside it. */
  sequence: z.array(simpleAnswerSchema).min(1).optional(),
  /** Share of requests (0 to 1) that get this answer; the others go on to the next rule. */
  probability: z.number().min(0).max(1).optional(),
  /** How often this answer is given before the rule stops matching. */
  times: z.number().int().positive().optional(),
})
export type ScenarioAnswer = z.infer<typeof answerSchema>

export const ruleSchema = z.object({
  /** A few words for the log: "rule payment declined". */
  name: z.string().optional(),
  when: conditionSchema,
  answer: answerSchema,
})
export type ScenarioRule = z.infer<typeof ruleSchema>

/** A named overlay over a mock's default answers; the first rule that matches decides. */
export const scenarioSchema = z.object({
  name: scenarioNameSchema,
  description: z.string().default(''),
  /** True for the scenarios made from the spec; they are made anew when the project is generated anew. */
  derived: z.boolean().default(false),
  rules: z.array(ruleSchema).default([]),
  defaults: z
    .object({
      delay: delaySchema.optional(),
      generate: z.enum(['full', 'minimal', 'empty']).optional(),
    })
    .default({}),
})
export type Scenario = z.infer<typeof scenarioSchema>

/** What pickers and lists show of a scenario. */
export const scenarioSummarySchema = z.object({
  name: scenarioNameSchema,
  description: z.string(),
  derived: z.boolean(),
  ruleCount: z.number().int(),
  active: z.boolean(),
})
export type ScenarioSummary = z.infer<typeof scenarioSummarySchema>
