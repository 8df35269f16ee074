import { z } from 'zod'
import { logRowSchema } from './log-entry.ts'
import { consoleLineSchema, serverSchema } from './server.ts'

/**
 * What happened, in the past tense. Facts never command; a client that missed some reads
 * everything again when it reconnects.
 */
export const factSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('server.added'), server: serverSchema }),
  z.object({ type: z.literal('server.started'), server: serverSchema }),
  z.object({ type: z.literal('server.stopped'), server: serverSchema }),
  z.object({ type: z.literal('server.crashed'), server: serverSchema }),
  /** One of its workers ended by itself; `workers.lastLoss` says how. */
  z.object({ type: z.literal('server.workerLost'), server: serverSchema }),
  /** Anything else about a server that screens show: state, settings, name. */
  z.object({ type: z.literal('server.changed'), server: serverSchema }),
  /** Its project was generated anew: operations, scenarios and health report are other ones. */
  z.object({ type: z.literal('server.regenerated'), server: serverSchema }),
  z.object({ type: z.literal('server.removed'), serverId: z.string() }),
  z.object({
    type: z.literal('scenario.changed'),
    serverId: z.string(),
    /** The active scenario after the change; the list of scenarios may have changed too. */
    active: z.string(),
  }),
  /** What a server stores, or what it takes for collections. */
  z.object({ type: z.literal('state.changed'), serverId: z.string() }),
  z.object({
    type: z.literal('requests.logged'),
    /** Newest last, at most 500; `count` tells how many arrived in all. */
    rows: z.array(logRowSchema),
    count: z.number().int(),
  }),
  z.object({ type: z.literal('log.cleared'), serverId: z.string().nullable() }),
  z.object({
    type: z.literal('console.written'),
    serverId: z.string(),
    lines: z.array(consoleLineSchema),
  }),
  z.object({
    type: z.literal('import.progressed'),
    importId: z.string(),
    stage: z.enum(['reading', 'parsing', 'checking', 'generating']),
    /** 0 to 1 over the whole import. */
    fraction: z.number(),
  }),
  z.object({ type: z.literal('settings.changed') }),
  /** What goes wrong without anybody having asked for it, such as a log that cannot be saved or that misses requests. */
  z.object({
    type: z.literal('error.occurred'),
    /** Null where it is not about one server. */
    serverId: z.string().nullable(),
    message: z.string(),
  }),
])
export type Fact = z.infer<typeof factSchema>
export type FactType = Fact['type']
