import { z } from 'zod'

/** A body as stored: text when it is valid UTF-8, base64 otherwise, cut at the server's body limit. */
export const loggedBodySchema = z.object({
  encoding: z.enum(['utf8', 'base64']),
  data: z.string(),
  /** True when the body was longer than the limit and only its start is here. */
  truncated: z.boolean(),
})
export type LoggedBody = z.infer<typeof loggedBodySchema>

export const headersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
export type LoggedHeaders = z.infer<typeof headersSchema>

/** One way in which a request broke the spec. `in` and `name` or `pointer` say where. */
export const violationSchema = z.object({
  in: z.enum(['path', 'query', 'header', 'cookie', 'body', 'security']),
  /** Parameter name, or header name, or security scheme. */
  name: z.string().optional(),
  /** JSON pointer into the body. */
  pointer: z.string().optional(),
  message: z.string(),
})
export type Violation = z.infer<typeof violationSchema>

const traceStageSchema = z.enum([
  'match',
  'security',
  'validate',
  'prefer',
  'scenario',
  'rule',
  'state',
  'negotiate',
  'body',
  'headers',
  'delay',
  'fault',
  'handler',
])

/** One step of the answer to "why this answer?". Steps are in the order in which they were decided. */
export const traceStepSchema = z.object({
  stage: traceStageSchema,
  /** `pass` decided or allowed, `fail` refused or did not match, `note` only explains. */
  verdict: z.enum(['pass', 'fail', 'note']),
  message: z.string(),
})
export type TraceStep = z.infer<typeof traceStepSchema>

/** What a row of the log shows; the rest is in `LogEntry`. */
export const logRowSchema = z.object({
  /** Position in the workspace's log, growing with arrival. */
  seq: z.number().int(),
  id: z.string(),
  serverId: z.string(),
  /** Milliseconds since the epoch, when the request arrived. */
  at: z.number(),
  durationMs: z.number(),
  method: z.string(),
  path: z.string(),
  /** Raw query without the question mark, or empty. */
  query: z.string(),
  status: z.number().int(),
  operationId: z.string().nullable(),
  scenario: z.string(),
  /** Bytes of the bodies. */
  requestSize: z.number().int(),
  responseSize: z.number().int(),
  violationCount: z.number().int(),
  /** The trace in a few words, such as "example cat" or "no operation matches". */
  reason: z.string(),
})
export type LogRow = z.infer<typeof logRowSchema>

export const logEntrySchema = logRowSchema.extend({
  /** Path and query as received. */
  url: z.string(),
  requestHeaders: headersSchema,
  requestBody: loggedBodySchema.nullable(),
  responseHeaders: headersSchema,
  responseBody: loggedBodySchema.nullable(),
  clientIp: z.string(),
  userAgent: z.string(),
  sessionId: z.string().nullable(),
  correlationId: z.string().nullable(),
  violations: z.array(violationSchema),
  trace: z.array(traceStepSchema),
})
export type LogEntry = z.infer<typeof logEntrySchema>

/** An entry as a mock server sends it: the engine adds `seq` and `serverId` on arrival. */
export type ReportedEntry = Omit<LogEntry, 'seq' | 'serverId' | 'violationCount'>
