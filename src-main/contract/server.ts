import { z } from 'zod'
import { localeSchema } from './locales.ts'
import { mostWorkers } from './most-workers.ts'
import { scenarioNameSchema } from './scenario.ts'

export const validationModeSchema = z.enum(['enforce', 'warn', 'off'])
export type ValidationMode = z.infer<typeof validationModeSchema>

const port = z.number().int().min(0).max(65_535)

/**
 * The settings of one mock server: the content of `mockloop.json` in its project.
 * Each can be overridden by an environment variable when the project runs by itself.
 */
export const serverSettingsSchema = z.object({
  name: z.string().trim().min(1).max(120),
  /** Address both ports listen on. */
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free port at each start. */
  port: port.default(0),
  adminPort: port.default(0),
  /** Processes that answer on the port; more than one share its scenarios, state, log and admin port. */
  workers: z.number().int().min(1).max(mostWorkers).default(1),
  /** The active scenario. */
  scenario: scenarioNameSchema.default('happy'),
  validate: validationModeSchema.default('enforce'),
  /** `any` takes every well-formed credential; `strict` only known keys, and JSON Web Tokens with the scopes asked for. */
  credentials: z.enum(['any', 'strict']).default('any'),
  /** API keys, tokens and `user:password` pairs that are known. */
  credentialKeys: z.array(z.string()).default([]),
  /** Secrets and public keys (PEM) that JSON Web Tokens are signed with. */
  jwtKeys: z.array(z.string()).default([]),
  /** Fresh bodies for each call instead of the same answer every time. */
  dynamic: z.boolean().default(false),
  /** What clients create is found, changed and removed by later requests. */
  stateful: z.boolean().default(false),
  /** Keep what is stored in the project, so that it survives a restart. */
  stateSave: z.boolean().default(false),
  /** Starting point of everything random: the same seed gives the same bodies. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Language and country of names, addresses and the like in generated bodies. */
  locale: localeSchema.default('en'),
  /** `repair` replaces the members of an example that break its schema; `verbatim` serves it unchanged. */
  examples: z.enum(['repair', 'verbatim']).default('repair'),
  /** Answer CORS preflights and add the headers browsers ask for. */
  cors: z.boolean().default(true),
  /** Largest accepted request body in bytes. */
  bodyLimit: z.number().int().min(0).default(10_485_760),
  log: z
    .object({
      /** Bodies are stored up to this many bytes each. */
      bodyLimit: z.number().int().min(0).default(65_536),
      /** Header names whose values never reach the log. */
      redactHeaders: z
        .array(z.string())
        .default(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key']),
      /** Names of JSON, form and query fields whose values never reach the log. */
      redactFields: z
        .array(z.string())
        .default([
          'password',
          'secret',
          'token',
          'access_token',
          'refresh_token',
          'api_key',
          'client_secret',
        ]),
    })
    .prefault({}),
})
export type ServerSettings = z.infer<typeof serverSettingsSchema>

export const serverStateSchema = z.enum(['stopped', 'starting', 'running', 'stopping', 'crashed'])
export type ServerState = z.infer<typeof serverStateSchema>

/** The workers of a running server that has several. */
export const workersStateSchema = z.object({
  /** How many there should be. */
  wanted: z.number().int(),
  /** How many answer now. */
  answering: z.number().int(),
  /** How many ended by themselves since the server started. */
  lost: z.number().int(),
  /** How the last of those ended and what was done about it. */
  lastLoss: z.object({ at: z.number(), message: z.string() }).nullable(),
})
export type WorkersState = z.infer<typeof workersStateSchema>

/** A server as screens and lists show it. */
export const serverSchema = z.object({
  id: z.string(),
  name: z.string(),
  specKind: z.string(),
  /** Title and version as the spec gives them. */
  title: z.string(),
  version: z.string(),
  state: serverStateSchema,
  /** Base URLs while it runs. */
  url: z.string().nullable(),
  adminUrl: z.string().nullable(),
  pid: z.number().int().nullable(),
  startedAt: z.number().nullable(),
  /** Automatic restarts since it was last started by hand. */
  restarts: z.number().int(),
  /** Why it is crashed or did not start: one sentence. */
  lastError: z.string().nullable(),
  /** True when settings were changed that take effect only at the next start. */
  needsRestart: z.boolean(),
  /** Null unless it runs with several workers. */
  workers: workersStateSchema.nullable(),
  settings: serverSettingsSchema,
  operationCount: z.number().int(),
  problemCounts: z.object({
    error: z.number().int(),
    warning: z.number().int(),
    info: z.number().int(),
  }),
  /** Where the spec came from: a file path, a URL, or how it was given. */
  source: z.string(),
  /** The project folder. */
  folder: z.string(),
  createdAt: z.number(),
})
export type Server = z.infer<typeof serverSchema>

export const consoleLineSchema = z.object({
  at: z.number(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
})
export type ConsoleLine = z.infer<typeof consoleLineSchema>
